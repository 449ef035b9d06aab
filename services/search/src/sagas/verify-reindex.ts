import { streamOf } from '@wikibot/contracts/define/fact';
import type { Context } from '@wikibot/contracts/define/context';
import { describeContent } from '@wikibot/contracts/define/content-requests';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { verifyReindex } from '@wikibot/contracts/requests/reindex';
import { contentDigest } from '@wikibot/platform/kernel/content-digest';
import { parseQuery } from '../domain/query.ts';
import { unexplainedDifferences } from '../domain/shelf-differences.ts';
import type { Ports } from '../ports.ts';
import type { PageSequence, StoredPage } from '../ports/search-index.ts';
import type { Shelf } from '../ports/shelves.ts';
import { refusals } from '../refusals.ts';
import { fillPages } from '../views/embed-pages.ts';
import { storedPages } from '../views/stored-pages.ts';
import { shelfOfRun } from './run-of-step.ts';

/** What came by while the shelf was being filled may lack its vectors; then pages are counted, and some are looked for. */
const slice: AnswerSlice<typeof verifyReindex, Ports> = async ({ wikiId, run }, context, ports) => {
  const place = await shelfOfRun({ wikiId, run }, ports);
  if (!place.ok) return place;
  const { shelf } = place;
  for await (const page of storedPages({ wikiId: shelf.id, unfilled: true }, ports)) await fillPages([page], shelf, ports);
  const reason = (await missingPages(wikiId, shelf, { context, ports })) ?? (await unfoundPage(shelf, ports));
  if (reason !== undefined) return refusals['search.not-whole']({ reason });
  return { ok: true, answer: await ports.index.count(shelf.id), token: {} };
};

export default slice;

interface Around {
  readonly context: Context;
  readonly ports: Ports;
}

/** Whole is what has the same pages as the wiki itself, or as the shelf that serves but for changes that came in meanwhile. */
const missingPages = async (wikiId: WikiId, shelf: Shelf, { context, ports }: Around): Promise<string | undefined> => {
  const upTo = await ports.view('chunks').upTo(streamOf(wikiStream, wikiId));
  const { serving } = await ports.shelves.of(wikiId);
  const [old, fresh] = [await ports.index.pages(serving.id), await ports.index.pages(shelf.id)];
  const differing = unexplainedDifferences(old, fresh, upTo);
  if (differing === 0 || (await hasWhatWikiHas(wikiId, fresh, { context, ports }))) return undefined;
  return `${differing} pages differ`;
};

const hasWhatWikiHas = async (wikiId: WikiId, fresh: readonly PageSequence[], { context, ports }: Around): Promise<boolean> => {
  const outcome = await ports.ask(describeContent('wiki'), { wikiId }, context);
  const truth = outcome.ok ? outcome.answer.views.find(({ view }) => view === 'wiki.pages') : undefined;
  return truth?.digest === contentDigest(fresh.map(({ pageKey, sequence }) => [pageKey, sequence] as const));
};

const SAMPLE = 5;

/** Whether a page is found by its title and by one of its own vectors. */
const isFound = async (shelf: Shelf, page: StoredPage, { index }: Ports): Promise<boolean> => {
  const query = parseQuery(page.title);
  const byTitle = query.ok ? await index.search({ wikiId: shelf.id, query, limit: 1 }) : undefined;
  if (byTitle && (!byTitle.ok || byTitle.total === 0)) return false;
  const vector = page.chunks.find((chunk) => chunk.vector)?.vector;
  const near = vector ? await index.nearest({ wikiId: shelf.id, vector, limit: 10 }) : undefined;
  return near === undefined || near.some(({ similarity }) => similarity > 0.99);
};

/** Some pages, spread over the shelf, are looked for. */
const unfoundPage = async (shelf: Shelf, ports: Ports): Promise<string | undefined> => {
  const keys = (await ports.index.pages(shelf.id)).map(({ pageKey }) => pageKey);
  const sample = Array.from({ length: Math.min(SAMPLE, keys.length) }, (_, at) => keys[Math.floor((at * keys.length) / SAMPLE)]);
  for (const pageKey of sample) {
    const [page] = pageKey === undefined ? [] : await ports.index.stored({ wikiId: shelf.id, pageKey, limit: 1 });
    if (page && !(await isFound(shelf, page, ports))) return `${page.path} is not found`;
  }
  return undefined;
};
