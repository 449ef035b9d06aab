import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { fillVectors } from '@wikibot/contracts/requests/reindex';
import type { Ports } from '../ports.ts';
import type { StoredPage } from '../ports/search-index.ts';
import { fillPages } from '../views/embed-pages.ts';
import { storedPages } from '../views/stored-pages.ts';
import { shelfOfRun } from './run-of-step.ts';

/** Pages that are embedded together: others are served in between. */
const AT_ONCE = 20;

const slice: AnswerSlice<typeof fillVectors, Ports> = async ({ wikiId, run, after, upTo }, _context, ports) => {
  const place = await shelfOfRun({ wikiId, run }, ports);
  if (!place.ok) return place;
  let pages = 0;
  let batch: StoredPage[] = [];
  for await (const page of storedPages({ wikiId: place.shelf.id, after, upTo, unfilled: true }, ports)) {
    batch.push(page);
    pages += 1;
    if (batch.length < AT_ONCE) continue;
    await fillPages(batch, place.shelf, ports);
    batch = [];
  }
  await fillPages(batch, place.shelf, ports);
  await ports.runs.notePart(run, `keys ${after}`);
  return { ok: true, answer: { pages }, token: {} };
};

export default slice;
