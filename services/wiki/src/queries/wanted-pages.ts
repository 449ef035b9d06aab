import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { wantedPages } from '@wikibot/contracts/requests/links';
import { pageKey } from '@wikibot/platform/page/page-path';
import type { Ranked } from '../domain/wanted-ranking.ts';
import { pageOfRanking, rankPlace, readPlace } from '../domain/wanted-ranking.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { Outgoing } from '../views/links.ts';
import { outgoingAfter, reachableAt } from '../views/links.ts';
import type { Reader } from './reader.ts';
import { readerOf } from './reader.ts';
import { placeOf } from './seen-links.ts';

/** One answer counts the links of so many pages; in a larger wiki they are counted stretch by stretch. */
const MOST_PAGES = 10_000;
const AT_ONCE = 500;

const slice: AnswerSlice<typeof wantedPages, Ports> = async ({ limit, cursor }, context, ports) => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  const place = readPlace(cursor);
  const { counts, end } = await stretch(ports, reader, place.from);
  const { shown, last } = pageOfRanking(await missing(ports, reader, counts), { ...place, limit });
  const next = last ? rankPlace({ from: place.from, behind: last }) : end && rankPlace({ from: end });
  return { ok: true, answer: present({ pages: shown.map(({ path, sources }) => ({ path, sources })), next }), token: {} };
};

export default slice;

type Counts = Map<string, { path: string; sources: number }>;

/** What the pages behind a place link to, and where the next stretch begins when this one had to end. */
const stretch = async (ports: Ports, reader: Reader, from: string): Promise<{ readonly counts: Counts; readonly end?: string }> => {
  const counts: Counts = new Map();
  let pages = 0;
  for await (const page of seenPages(ports, reader, from)) {
    countTargets(counts, page, reader);
    pages += 1;
    if (pages === MOST_PAGES) return { counts, end: page.key };
  }
  return { counts };
};

async function* seenPages(ports: Ports, { wikiId, maySee }: Reader, from: string): AsyncIterable<Outgoing> {
  for (let place = placeOf(from); ;) {
    const { found, next } = await outgoingAfter(ports, wikiId, { limit: AT_ONCE, ...place });
    yield* found.filter(({ path }) => maySee(path));
    if (next === undefined) return;
    place = { after: next };
  }
}

const countTargets = (counts: Counts, { targets }: Outgoing, { maySee }: Reader): void => {
  for (const { kind, path } of targets) {
    if (kind !== 'page' || !maySee(path)) continue;
    const key = pageKey(path);
    const counted = counts.get(key);
    if (counted) counted.sources += 1;
    else counts.set(key, { path, sources: 1 });
  }
};

const missing = async (ports: Ports, { wikiId, maySee }: Reader, counts: Counts): Promise<readonly Ranked[]> => {
  const pages = await reachableAt(ports, wikiId, [...counts.keys()]);
  const isThere = (key: string): boolean => maySee(pages.get(key)?.path ?? '') && pages.has(key);
  return [...counts].flatMap(([key, { path, sources }]) => (isThere(key) ? [] : [{ key, path, sources }]));
};
