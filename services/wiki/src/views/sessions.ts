/** In which sessions agents changed a wiki. A session belongs to the account that the agent acts for: what others call theirs is another one. */
import type { Actor } from '@wikibot/contracts/define/actor';
import type { FactOf } from '@wikibot/contracts/define/fact';
import type { AccountId, Instant, WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import type { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import { changesOf } from '@wikibot/platform/kernel/head-changes';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Row } from '@wikibot/platform/kernel/table';
import { nameDigest } from '../domain/name-digest.ts';
import { shownPath } from '../domain/shown-path.ts';
import type { Ports } from '../ports.ts';

/** A session as its latest change left it. */
export interface SessionRow {
  readonly session: string;
  readonly accountId: AccountId;
  readonly client: string;
  readonly model?: string;
  readonly last: Instant;
  readonly sequence: number;
}

/** One change of a session. */
export interface SessionChange {
  readonly time: Instant;
  readonly sequence: number;
  /** Pages and other files, the first of them. */
  readonly paths: readonly string[];
  /** How many more those are. */
  readonly more: number;
}

const MOST_PATHS = 100;

const fold: FoldSlice<typeof wikiStream, Ports> = async (fact, ports) => (fact.name === 'wiki.HeadMoved' ? registersOf(fact, ports) : []);

export default fold;

/** What a person merged was done in the session of the agent that proposed it. */
export const makerOf = ({ actor, data }: Pick<FactOf<typeof headMoved>, 'actor' | 'data'>): Actor => data.proposal?.agent ?? actor;

type Agent = Extract<Actor, { kind: 'agent' }> & { readonly session: string };

const isInSession = (actor: Actor): actor is Agent => actor.kind === 'agent' && actor.session !== undefined;

const registersOf = async (fact: FactOf<typeof headMoved>, { payloads }: Ports): Promise<readonly Register[]> => {
  const { time, sequence, data } = fact;
  const actor = makerOf(fact);
  if (!isInSession(actor)) return [];
  const paths = (await changesOf(fact, payloads)).map(({ file }) => shownPath(file));
  const session: SessionRow = present({
    session: actor.session,
    accountId: actor.accountId,
    client: actor.client,
    model: actor.model,
    last: time,
    sequence,
  });
  const change: SessionChange = { time, sequence, paths: paths.slice(0, MOST_PATHS), more: Math.max(0, paths.length - MOST_PATHS) };
  const name = { session: nameDigest(session.session), account: session.accountId };
  return [
    { pk: sessionsPartition(data.wikiId), sk: `${name.session}#${name.account}`, row: { session: { ...session } } },
    { pk: latestPartition(data.wikiId), sk: sequenceKey(sequence), row: { session: { ...session } } },
    { pk: changesPartition(data.wikiId, session), sk: sequenceKey(sequence), row: { change: { ...change } } },
  ];
};

const sequenceKey = (sequence: number): string => String(sequence).padStart(12, '0');

/** Every session by its name. */
const sessionsPartition = (wikiId: WikiId): string => `sessions#${wikiId}`;
/** Every change of any session: the last one of a session is its place in a list by time. */
const latestPartition = (wikiId: WikiId): string => `latest#${wikiId}`;
const changesPartition = (wikiId: WikiId, { session, accountId }: Pick<SessionRow, 'session' | 'accountId'>): string =>
  `changes#${wikiId}#${nameDigest(session)}#${accountId}`;

// Only registersOf writes these.
const sessionIn = (row: Row): SessionRow => row['session'] as unknown as SessionRow;
const changeIn = (row: Row): SessionChange => row['change'] as unknown as SessionChange;

export const agentOf = ({ session, accountId, client }: SessionRow): Actor => ({ kind: 'agent', accountId, client, session });

type Asking = Pick<KernelPorts, 'view'>;

/** Sessions that are called so, one for each account. */
export const sessionsNamed = async ({ view }: Asking, wikiId: WikiId, session: string): Promise<readonly SessionRow[]> => {
  const { rows } = await view('sessions').query({ pk: sessionsPartition(wikiId), prefix: `${nameDigest(session)}#`, limit: 100 });
  return rows.map(sessionIn);
};

interface Paging {
  readonly after?: string;
  readonly limit: number;
}

/** Changes of sessions, the latest first; a session stands in it once for each of its changes, and `isLast` tells its place. */
export const latestChanges = async ({ view }: Asking, wikiId: WikiId, paging: Paging) => {
  const { rows, next } = await view('sessions').query({ pk: latestPartition(wikiId), reverse: true, ...paging });
  const found = rows.map((row) => ({ place: row.sk, session: sessionIn(row) }));
  const standing = await lastOf(
    view('sessions'),
    wikiId,
    found.map(({ session }) => session),
  );
  return { found: found.map((one, index) => ({ ...one, isLast: standing[index]?.sequence === one.session.sequence })), next };
};

const AT_ONCE = 100;

const lastOf = async (view: ReturnType<KernelPorts['view']>, wikiId: WikiId, sessions: readonly SessionRow[]) => {
  const keys = sessions.map(({ session, accountId }) => ({ pk: sessionsPartition(wikiId), sk: `${nameDigest(session)}#${accountId}` }));
  const distinct = [...new Map(keys.map((key) => [key.sk, key])).values()];
  const rows = new Map<string, SessionRow>();
  for (let from = 0; from < distinct.length; from += AT_ONCE) {
    const some = distinct.slice(from, from + AT_ONCE);
    (await view.getMany(some)).forEach((row, index) => row && rows.set(some[index]?.sk ?? '', sessionIn(row)));
  }
  return keys.map(({ sk }) => rows.get(sk));
};

/** What was changed in a session, the first change first. */
export const changesIn = async ({ view }: Asking, wikiId: WikiId, about: Pick<SessionRow, 'session' | 'accountId'> & Paging) => {
  const { limit, after } = about;
  const { rows, next } = await view('sessions').query({ pk: changesPartition(wikiId, about), limit, ...present({ after }) });
  return { changes: rows.map(changeIn), next };
};
