import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { wantedPages } from '@wikibot/contracts/requests/links';
import { compareUtf8 } from '@wikibot/platform/kernel/utf8-order';
import type { Ranked } from '../domain/wanted-ranking.ts';
import { pageOfRanking, readPlace, rankPlace } from '../domain/wanted-ranking.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { Paging } from '../views/links.ts';
import { pagesAfter, targetsAfter } from '../views/links.ts';
import type { Reader } from './reader.ts';
import { readerOf } from './reader.ts';
import { placeOf, seenIncoming } from './seen-links.ts';

/** One answer ranks what lies between so many pages, and at most so many that are missing. */
const MOST = { pages: 20_000, missing: 500 } as const;
const AT_ONCE = { rows: 1_000, counts: 50, sources: 200 } as const;

const slice: AnswerSlice<typeof wantedPages, Ports> = async ({ limit, cursor }, context, ports) => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  const place = readPlace(cursor);
  const { ranked, end } = await stretch(ports, reader, place.from);
  const { shown, last } = pageOfRanking(ranked, { ...place, limit });
  const next = last ? rankPlace({ from: place.from, behind: last }) : end && rankPlace({ from: end });
  return { ok: true, answer: present({ pages: shown.map(({ path, sources }) => ({ path, sources })), next }), token: {} };
};

export default slice;

/** What is missing from a place on, and where the next stretch begins when this one had to end. */
const stretch = async (
  ports: Ports,
  reader: Reader,
  from: string,
): Promise<{ readonly ranked: readonly Ranked[]; readonly end?: string }> => {
  const ranked: Ranked[] = [];
  let pages = 0;
  for await (const place of counted(ports, reader, from)) {
    // Only what the reader may know of is counted, so the end says nothing of what is hidden.
    if (place.wanted) ranked.push(place.wanted);
    else if (place.isPage && reader.maySee(place.key)) pages += 1;
    else continue;
    if (pages === MOST.pages || ranked.length === MOST.missing) return { ranked, end: place.key };
  }
  return { ranked };
};

interface Place {
  readonly key: string;
  readonly isPage: boolean;
}

async function* counted(ports: Ports, reader: Reader, from: string) {
  for await (const places of inGroups(walk(ports, reader, from), AT_ONCE.counts)) {
    yield* await Promise.all(
      places.map(async (place) => ({ ...place, wanted: place.isPage ? undefined : await wantedAt(ports, reader, place.key) })),
    );
  }
}

async function* inGroups<T>(all: AsyncIterable<T>, size: number): AsyncIterable<readonly T[]> {
  let group: T[] = [];
  for await (const one of all) {
    group.push(one);
    if (group.length === size) {
      yield group;
      group = [];
    }
  }
  yield group;
}

/** Undefined when nobody links there any more, as far as the reader may know. */
const wantedAt = async (ports: Ports, reader: Reader, key: string): Promise<Ranked | undefined> => {
  if (!reader.maySee(key)) return undefined;
  let sources = 0;
  let path = key;
  for await (const link of seenIncoming(ports, reader, { target: key, atOnce: AT_ONCE.sources })) {
    if (sources === 0) path = link.target;
    sources += 1;
  }
  return sources === 0 ? undefined : { key, path, sources };
};

/** The keys of all pages and of everything linked to, in order: two sorted lists, walked side by side. */
async function* walk(ports: Ports, { wikiId }: Reader, from: string): AsyncIterable<Place> {
  const pages = keys(async (paging) => {
    const { found, next } = await pagesAfter(ports, wikiId, paging);
    return { found: found.map(({ key }) => key), next };
  }, from);
  const targets = keys((paging) => targetsAfter(ports, wikiId, paging), from);
  let page = await pages.next();
  let target = await targets.next();
  while (!page.done || !target.done) {
    const order = orderOf(page, target);
    yield order <= 0 ? { key: String(page.value), isPage: true } : { key: String(target.value), isPage: false };
    const [passedPage, passedTarget] = [order <= 0, order >= 0];
    if (passedPage) page = await pages.next();
    if (passedTarget) target = await targets.next();
  }
}

const orderOf = (one: IteratorResult<string, void>, other: IteratorResult<string, void>): number => {
  if (one.done) return 1;
  return other.done ? -1 : compareUtf8(one.value, other.value);
};

async function* keys(
  read: (paging: Paging) => Promise<{ readonly found: readonly string[]; readonly next: string | undefined }>,
  from: string,
): AsyncGenerator<string, void> {
  for (let place = placeOf(from); ;) {
    const { found, next } = await read({ limit: AT_ONCE.rows, ...place });
    yield* found;
    if (next === undefined) return;
    place = { after: next };
  }
}
