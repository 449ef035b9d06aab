/** What happens to a made-up wiki as a whole, between its changes: each event only where it can, as the wiki service decides it. */
import { AccountId, ProposalId, TransferId } from '@wikibot/contracts/define/ids';
import type { WikiId } from '@wikibot/contracts/define/ids';
import fc from 'fast-check';

export const people = ['a', 'b', 'c'].map((letter) => AccountId.parse(`acc_${letter.repeat(32)}`));
const SLUGS = ['notes', 'ponds', 'waters'] as const;
const ACCESS = ['direct', 'propose', 'read-only'] as const;

export interface LifeEvent {
  readonly kind: (typeof KINDS)[number];
  /** Which of the values there are. */
  readonly choice: number;
  /** It comes after so many moves. */
  readonly after: number;
}

const KINDS = [
  'name',
  'purpose',
  'visibility',
  'home',
  'messages',
  'address',
  'policy',
  'archive',
  'unarchive',
  'delete',
  'restore',
  'offer',
  'withdraw',
  'decline',
  'transfer',
  'transfer-at-once',
] as const;

export const lifeEvents: fc.Arbitrary<readonly LifeEvent[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), choice: fc.nat(2), after: fc.nat(6) }),
  { maxLength: 5 },
);

/** A wiki as its facts have left it. */
export interface Standing {
  readonly ownerId: AccountId;
  readonly slug: string;
  readonly name: string;
  readonly visibility: string;
  readonly status: 'active' | 'archived' | 'deleting';
  readonly was?: 'active' | 'archived';
  readonly offer?: { readonly id: TransferId; readonly to: AccountId };
  readonly policy?: object;
}

export interface Told {
  readonly name: string;
  readonly data: object;
}

export interface Happened {
  readonly standing: Standing;
  readonly facts: readonly Told[];
}

interface Scene {
  readonly wikiId: WikiId;
  readonly standing: Standing;
  readonly choice: number;
  /** Pages in the wiki. */
  readonly pages: number;
  /** Of the next fact. */
  readonly sequence: number;
}

type Act = (scene: Scene) => Happened | undefined;

const idOf = (prefix: string, sequence: number): string => `${prefix}_${String(sequence).padStart(32, '0')}`;

/** While a wiki is being deleted nothing of it changes. */
const standsIn = ({ standing }: Scene): boolean => standing.status !== 'deleting';

/** A setting that is one value in what is told and in the wiki. */
const set =
  (fact: string, field: string, values: readonly unknown[]): Act =>
  (scene) => {
    if (!standsIn(scene)) return undefined;
    const value = values[scene.choice];
    return { standing: { ...scene.standing, [field]: value }, facts: [{ name: fact, data: { wikiId: scene.wikiId, [field]: value } }] };
  };

const readdress: Act = (scene) => {
  const { standing, wikiId, choice } = scene;
  const [slug = '', { ownerId, slug: previous }] = [SLUGS[choice], standing];
  if (!standsIn(scene) || slug === previous) return undefined;
  return { standing: { ...standing, slug }, facts: [{ name: 'wiki.WikiReaddressed', data: { wikiId, ownerId, slug, previous } }] };
};

const archive =
  (archived: boolean): Act =>
  (scene) => {
    const { standing, wikiId } = scene;
    const status = archived ? 'archived' : 'active';
    if (!standsIn(scene) || standing.status === status) return undefined;
    return {
      standing: { ...standing, status },
      facts: [{ name: archived ? 'wiki.WikiArchived' : 'wiki.WikiUnarchived', data: { wikiId } }],
    };
  };

const withdraw: Act = ({ standing: { offer, ...standing }, wikiId }) =>
  offer && { standing, facts: [{ name: 'wiki.TransferWithdrawn', data: { wikiId, transferId: offer.id } }] };

const decline: Act = ({ standing: { offer, ...standing }, wikiId }) =>
  offer && { standing, facts: [{ name: 'wiki.TransferDeclined', data: { wikiId, transferId: offer.id } }] };

export const beginDeletion: Act = (scene) => {
  if (!standsIn(scene)) return undefined;
  const { standing, facts } = withdraw(scene) ?? { standing: scene.standing, facts: [] };
  const data = { wikiId: scene.wikiId, until: '2026-02-01T00:00:00.000Z' };
  const was = standing.status === 'archived' ? 'archived' : 'active';
  return { standing: { ...standing, status: 'deleting', was }, facts: [...facts, { name: 'wiki.DeletionBegun', data }] };
};

const restore: Act = ({ standing: { was = 'active', ...standing }, wikiId }) =>
  standing.status === 'deleting'
    ? {
        standing: { ...standing, status: was },
        facts: [{ name: 'wiki.DeletionRevoked', data: { wikiId, archived: was === 'archived' } }],
      }
    : undefined;

const offer: Act = (scene) => {
  const { standing, wikiId, choice, sequence } = scene;
  const [id, to] = [TransferId.parse(idOf('trf', sequence)), people[choice]];
  if (!standsIn(scene) || standing.offer || !to || to === standing.ownerId) return undefined;
  const data = { wikiId, transferId: id, to, staysAs: 'none', until: '2026-02-01T00:00:00.000Z' };
  return { standing: { ...standing, offer: { id, to } }, facts: [{ name: 'wiki.TransferOffered', data }] };
};

const transfer: Act = ({ standing: { offer: accepted, ...standing }, wikiId, choice, pages }) => {
  if (!accepted) return undefined;
  const { ownerId: previousOwnerId, slug: previous } = standing;
  const [ownerId, slug = previous] = [accepted.to, SLUGS[choice]];
  const data = { wikiId, transferId: accepted.id, ownerId, slug, previousOwnerId, previous, staysAs: 'none', pages };
  return { standing: { ...standing, ownerId, slug }, facts: [{ name: 'wiki.WikiTransferred', data }] };
};

const transferAtOnce: Act = (scene) => {
  const offered = scene.standing.offer ? { standing: scene.standing, facts: [] } : offer(scene);
  const taken = offered && transfer({ ...scene, standing: offered.standing });
  return taken && { standing: taken.standing, facts: [...offered.facts, ...taken.facts] };
};

const POLICIES = ACCESS.map((access) => ({ default: access, rules: [{ prefix: 'Meta', access: 'propose' }] }));

const ACTS: Readonly<Record<LifeEvent['kind'], Act>> = {
  name: set('wiki.WikiRenamed', 'name', ['Notes', 'Ponds', 'Waters']),
  purpose: set('wiki.PurposeRestated', 'purpose', ['Of ponds.', 'Of lakes.', '']),
  visibility: set('wiki.VisibilityDecided', 'visibility', ['private', 'public', 'private']),
  home: set('wiki.HomePageAppointed', 'home', ['Home', 'Pond', 'Animals']),
  messages: set('wiki.MessageRuleDecided', 'messages', ['optional', 'required', 'optional']),
  policy: set('wiki.AgentPolicySet', 'policy', POLICIES),
  address: readdress,
  archive: archive(true),
  unarchive: archive(false),
  delete: beginDeletion,
  restore,
  offer,
  withdraw,
  decline,
  transfer,
  'transfer-at-once': transferAtOnce,
};

/** Undefined where it cannot be as things stand. */
export const happening = ({ kind }: LifeEvent, scene: Scene): Happened | undefined => ACTS[kind](scene);

/** Every third move brings in a proposal of an agent. */
export const mergedBy = (sequence: number, accountId: AccountId): object =>
  sequence % 3 === 0
    ? {
        intent: 'merge',
        proposal: { id: ProposalId.parse(idOf('prp', sequence)), agent: { kind: 'agent', accountId, client: 'claude' } },
      }
    : { intent: 'save' };
