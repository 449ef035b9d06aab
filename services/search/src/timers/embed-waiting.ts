import type { TimerSlice } from '@wikibot/contracts/define/service';
import type { Ports } from '../ports.ts';
import type { StoredPage } from '../ports/search-index.ts';
import { fillPages } from '../views/embed-pages.ts';
import { storedPages } from '../views/stored-pages.ts';

const WIKIS = 10;
const PAGES_AT_ONCE = 5;

/** Makes the vectors that a slow model owes, a few pages after the other, each group durable before the next. */
const slice: TimerSlice<Ports> = async (ports) => {
  for (const { wikiId, sequence } of await ports.backlog.waiting(WIKIS)) {
    const { serving } = await ports.shelves.of(wikiId);
    if (serving.model === ports.embedder.model) await fillShelf(serving, ports);
    await ports.backlog.done(wikiId, sequence);
  }
};

export default slice;

const fillShelf = async (shelf: Parameters<typeof fillPages>[1], ports: Ports): Promise<void> => {
  let batch: StoredPage[] = [];
  for await (const page of storedPages({ wikiId: shelf.id, unfilled: true }, ports)) {
    batch.push(page);
    if (batch.length < PAGES_AT_ONCE) continue;
    await fillPages(batch, shelf, ports);
    batch = [];
  }
  await fillPages(batch, shelf, ports);
};
