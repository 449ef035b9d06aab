/** Which wiki an address names now, which one it used to name, and what is said of each wiki as a whole. */
import type { FactsOf } from '@wikibot/contracts/define/fact';
import { present } from '@wikibot/contracts/define/present';
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Slug, Visibility } from '@wikibot/contracts/http/names';
import type { ViewReader } from '@wikibot/platform/kernel/ports';
import type { Row } from '@wikibot/platform/kernel/table';
import type { Ports } from '../ports.ts';

export interface DirectoryEntry {
  readonly id: WikiId;
  /** Whose it is and where it stands now, which may be elsewhere than it was asked for. */
  readonly ownerId: AccountId;
  readonly slug: Slug;
  readonly name: string;
  readonly visibility: Visibility;
  readonly active: boolean;
  readonly home?: string;
  readonly archived?: boolean;
  /** ISO 8601: when it will be deleted. */
  readonly ending?: string;
}

const ownerPartition = (ownerId: AccountId): string => `owner#${ownerId}`;
const wikiPartition = (wikiId: WikiId): string => `wiki#${wikiId}`;
/** What is said of a wiki, each thing in a register of its own: facts that come late must not take back what others have said. */
const SAID = ['state', 'address', 'name', 'visibility', 'home'] as const;

/**
 * A register belongs to one stream, so an address that one wiki gave up and another took is two: `owner#<account>` `<slug>#<wiki>`.
 * Who holds an address shows when it is met with the wiki's own register `address`; whoever left it last, while nobody does, is where it leads.
 */
const fold: FoldSlice<typeof wikiStream, Ports> = (fact) => Promise.resolve(registersOf(fact));
export default fold;

type Told = FactsOf<typeof wikiStream>;

const said = (wikiId: WikiId, what: (typeof SAID)[number], row: Record<string, unknown>): Register => ({
  pk: wikiPartition(wikiId),
  sk: what,
  row,
});

interface Place {
  readonly ownerId: AccountId;
  readonly slug: Slug;
}

const arrival = (wikiId: WikiId, { ownerId, slug }: Place): readonly Register[] => [
  { pk: ownerPartition(ownerId), sk: `${slug}#${wikiId}`, row: { wikiId } },
  said(wikiId, 'address', { ownerId, slug }),
];
const departure = ({ time }: Told, wikiId: WikiId, { ownerId, slug }: Place): Register => ({
  pk: ownerPartition(ownerId),
  sk: `${slug}#${wikiId}`,
  row: { wikiId, left: time },
});

const registersOf = (fact: Told): readonly Register[] => {
  const { wikiId } = fact.data;
  switch (fact.name) {
    case 'wiki.WikiFounded': {
      const { name, visibility } = fact.data;
      return [...arrival(wikiId, fact.data), said(wikiId, 'name', { name }), said(wikiId, 'visibility', { visibility })];
    }
    case 'wiki.WikiReaddressed': {
      const { ownerId, previous } = fact.data;
      return [...arrival(wikiId, fact.data), departure(fact, wikiId, { ownerId, slug: previous })];
    }
    case 'wiki.WikiTransferred': {
      const { previousOwnerId, previous } = fact.data;
      return [...arrival(wikiId, fact.data), departure(fact, wikiId, { ownerId: previousOwnerId, slug: previous })];
    }
    default:
      return whatIsSaid(fact);
  }
};

const whatIsSaid = (fact: Told): readonly Register[] => {
  const { wikiId } = fact.data;
  switch (fact.name) {
    case 'wiki.WikiRenamed':
      return [said(wikiId, 'name', { name: fact.data.name })];
    case 'wiki.VisibilityDecided':
      return [said(wikiId, 'visibility', { visibility: fact.data.visibility })];
    case 'wiki.HomePageAppointed':
      return [said(wikiId, 'home', { home: fact.data.home })];
    case 'wiki.DeletionBegun':
      return [said(wikiId, 'state', { state: 'deleting', ending: fact.data.until })];
    case 'wiki.DeletionRevoked':
      return [said(wikiId, 'state', { state: fact.data.archived ? 'archived' : 'active' })];
    default:
      return Object.hasOwn(STATES, fact.name) ? [said(wikiId, 'state', { state: STATES[fact.name] })] : [];
  }
};

const STATES: Readonly<Record<string, string>> = {
  'wiki.WikiActivated': 'active',
  'wiki.WikiAbandoned': 'abandoned',
  'wiki.GraceEnded': 'ended',
  'wiki.WikiArchived': 'archived',
  'wiki.WikiUnarchived': 'active',
};

const GONE: ReadonlySet<string | undefined> = new Set(['abandoned', 'ended']);

/** More wikis at one address, one after the other, than anybody has. */
const ATTEMPTS = 50;

type Said = Omit<DirectoryEntry, 'id' | 'active' | 'archived'> & { readonly state?: string };

const entryOf = async (directory: ViewReader, wikiId: WikiId): Promise<DirectoryEntry | undefined> => {
  const rows = await directory.getMany(SAID.map((sk) => ({ pk: wikiPartition(wikiId), sk })));
  const { ownerId, slug, name, visibility, home, state, ending } = Object.assign({}, ...rows) as Said; // as the fold wrote them
  // Of a wiki whose founding has not arrived nothing can be shown.
  if (GONE.has(state) || ownerId === undefined || visibility === undefined) return undefined;
  return present({ id: wikiId, ownerId, slug, name, visibility, home, ...standingOf(state), ending });
};

const standingOf = (state: string | undefined) => ({
  active: state === 'active' || state === 'archived',
  archived: state === 'archived' || undefined,
});

/** The wiki that holds the address now; the youngest, should there be several. While none does, the one that left it last. */
export const findWiki = async (directory: ViewReader, ownerId: AccountId, slug: Slug): Promise<DirectoryEntry | undefined> => {
  const { rows } = await directory.query({ pk: ownerPartition(ownerId), prefix: `${slug}#`, reverse: true, limit: ATTEMPTS });
  const gone: { readonly left: string; readonly entry: DirectoryEntry }[] = [];
  for (const row of rows) {
    const entry = await entryOf(directory, row['wikiId'] as WikiId); // as the fold wrote it
    if (entry?.ownerId === ownerId && entry.slug === slug) return entry;
    if (entry) gone.push({ left: leftAt(row), entry });
  }
  return gone.sort((a, b) => (a.left < b.left ? 1 : -1))[0]?.entry;
};

const leftAt = (row: Row): string => String(row['left'] ?? '');

export const isAbandoned = async (directory: ViewReader, wikiId: WikiId): Promise<boolean> =>
  (await directory.get(wikiPartition(wikiId), 'state'))?.['state'] === 'abandoned';
