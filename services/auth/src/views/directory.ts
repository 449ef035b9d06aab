/** Which wiki an address names: the wikis of every owner, and whether each is open. */
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Slug, Visibility } from '@wikibot/contracts/http/names';
import type { ViewReader } from '@wikibot/platform/kernel/ports';
import type { Row } from '@wikibot/platform/kernel/table';
import type { Ports } from '../ports.ts';

export interface DirectoryEntry {
  readonly id: WikiId;
  readonly slug: Slug;
  readonly name: string;
  readonly visibility: Visibility;
  readonly active: boolean;
}

const ownerPartition = (ownerId: AccountId): string => `owner#${ownerId}`;
const wikiPartition = (wikiId: WikiId): string => `wiki#${wikiId}`;
const STATE = 'state';

/**
 * A register belongs to one stream, so an address that one wiki gave up and another took is two: `owner#<account>` `<slug>#<wiki>`.
 * What became of a wiki after its founding is a register of its own, `wiki#<wiki>` `state`; the two meet at reading.
 */
const fold: FoldSlice<typeof wikiStream, Ports> = (fact) => Promise.resolve(registersOf(fact));
export default fold;

const registersOf = (fact: Parameters<typeof fold>[0]): readonly Register[] => {
  switch (fact.name) {
    case 'wiki.WikiFounded': {
      const { wikiId, ownerId, slug, name, visibility } = fact.data;
      return [{ pk: ownerPartition(ownerId), sk: `${slug}#${wikiId}`, row: { wikiId, slug, name, visibility } }];
    }
    case 'wiki.WikiActivated':
      return [{ pk: wikiPartition(fact.data.wikiId), sk: STATE, row: { state: 'active' } }];
    case 'wiki.WikiAbandoned':
      return [{ pk: wikiPartition(fact.data.wikiId), sk: STATE, row: { state: 'abandoned' } }];
    case 'wiki.HeadMoved':
    case 'wiki.AgentPolicySet':
      return [];
  }
};

/** More attempts at one address than anybody makes. */
const ATTEMPTS = 50;

const stateOf = async (directory: ViewReader, wikiId: WikiId): Promise<unknown> =>
  (await directory.get(wikiPartition(wikiId), STATE))?.['state'];

const entryOf = async (directory: ViewReader, row: Row): Promise<DirectoryEntry | undefined> => {
  const founded = row as unknown as Omit<DirectoryEntry, 'id' | 'active'> & { readonly wikiId: WikiId }; // as the fold wrote it
  const state = await stateOf(directory, founded.wikiId);
  if (state === 'abandoned') return undefined;
  const { wikiId, slug, name, visibility } = founded;
  return { id: wikiId, slug, name, visibility, active: state === 'active' };
};

/** The wiki that holds the address now; the youngest, should there be several. */
export const findWiki = async (directory: ViewReader, ownerId: AccountId, slug: Slug): Promise<DirectoryEntry | undefined> => {
  const { rows } = await directory.query({ pk: ownerPartition(ownerId), prefix: `${slug}#`, reverse: true, limit: ATTEMPTS });
  for (const row of rows) {
    const entry = await entryOf(directory, row);
    if (entry) return entry;
  }
  return undefined;
};

export const isAbandoned = async (directory: ViewReader, wikiId: WikiId): Promise<boolean> =>
  (await stateOf(directory, wikiId)) === 'abandoned';
