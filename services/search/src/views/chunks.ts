/** Keeps the index current. The index itself is the register: it knows the sequence of every page and ignores what is older. */
import type { FoldSlice } from '@wikibot/contracts/define/service';
import type { wikiStream } from '@wikibot/contracts/facts/wiki';
import { hasOutgrown } from '../domain/growth.ts';
import type { Ports } from '../ports.ts';
import type { WikiShelves } from '../ports/shelves.ts';
import { changesOfMove, putOnShelf } from './index-changes.ts';
import type { Move } from './index-changes.ts';

const fold: FoldSlice<typeof wikiStream, Ports> = async (fact, ports) => {
  switch (fact.name) {
    case 'wiki.HeadMoved':
      // The index forgets a wiki whole, and would take a late fact of it for a new beginning.
      if (!(await ports.view('chunks').get(ABANDONED, fact.data.wikiId))) await indexMove(fact, ports);
      return [];
    case 'wiki.WikiAbandoned':
      await forget(await ports.shelves.of(fact.data.wikiId), ports);
      return [{ pk: ABANDONED, sk: fact.data.wikiId, row: {} }];
    case 'wiki.WikiDeleted':
      await forget(await ports.shelves.of(fact.data.wikiId), ports);
      return [];
    default:
      return []; // what a wiki is called, who may see it and where it stands is not in the index
  }
};

export default fold;

const ABANDONED = 'abandoned';

const forget = async ({ serving, building }: WikiShelves, { index }: Ports): Promise<void> => {
  for (const shelf of [serving, building]) if (shelf) await index.removeWiki(shelf.id);
};

/** A wiki that the index knew before it had vectors keeps its shelf as it is until it is indexed anew. */
const labelled = async (wikiId: Move['data']['wikiId'], ports: Ports): Promise<WikiShelves> => {
  const known = await ports.shelves.of(wikiId);
  if (!known.isNew) return known;
  const { pages } = await ports.index.count(known.serving.id);
  if (pages > 0) return known;
  await ports.shelves.label(wikiId, ports.embedder.model);
  return ports.shelves.of(wikiId);
};

/** The shelves are read before anything is written, so that whoever begins one afterwards finds this fact in the stream. */
const indexMove = async (fact: Move, ports: Ports): Promise<void> => {
  const { serving, building } = await labelled(fact.data.wikiId, ports);
  const changes = await changesOfMove(fact, ports);
  await putOnShelf(changes, serving, ports);
  if (!ports.embedder.isQuick) await ports.backlog.add(fact.data.wikiId, fact.sequence);
  if (building) await putOnShelf(changes, building, ports);
  else if (hasOutgrown(serving, fact.data.pages, ports.embedder)) await ports.runs.want(fact.data.wikiId);
};
