import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { findSimilarPages } from '@wikibot/contracts/requests/search';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { pageKey } from '@wikibot/platform/page/page-path';
import { meanDirection } from '../domain/embedding/directions.ts';
import { hitByMeaning } from '../domain/passage.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { hitOf } from './found.ts';
import { placeOf } from './question.ts';

/** Pages near the middle of what the page is about; the page itself is left out. */
const slice: AnswerSlice<typeof findSimilarPages, Ports> = async ({ path, limit }, context, ports) => {
  const place = await placeOf(context, ports);
  if (!place) return refusals['wiki.not-found']({});
  if (place.shelf.model !== ports.embedder.model) return refusals['search.no-meaning']({});
  const key = pageKey(path);
  const [page] = await ports.index.stored({ wikiId: place.shelf.id, pageKey: key, limit: 1 });
  // A page that may not be read looks like one that does not exist, whichever way the question came.
  if (!page || !pathPermits(place.scope.allowed, path, 'read')) return refusals['search.no-page']({ path });
  const vector = meanDirection(page.chunks.flatMap((chunk) => chunk.vector ?? []));
  const near = vector ? await ports.index.nearest({ ...place.scope, vector, limit: limit + 1 }) : [];
  const others = near.filter((one) => one.pageKey !== key && one.similarity > 0).slice(0, limit);
  return { ok: true, answer: { results: others.map((one) => hitOf(hitByMeaning(one))) }, token: {} };
};

export default slice;
