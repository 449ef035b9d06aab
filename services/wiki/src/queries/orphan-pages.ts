import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { orphanPages } from '@wikibot/contracts/requests/links';
import { pageKey } from '@wikibot/platform/page/page-path';
import { HOME } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { LinkedPage } from '../views/links.ts';
import { pagesAfter } from '../views/links.ts';
import type { Reader } from './reader.ts';
import { readerOf } from './reader.ts';
import { placeOf, seenIncoming, shownPage } from './seen-links.ts';

type Answer = AnswerOf<typeof orphanPages>;

/** So many pages are looked at for one answer, linked to or not; so many side by side. */
const MOST_PAGES = 500;
const AT_ONCE = 25;
/** Most pages are linked to by the first of those that ever did. */
const FIRST_SOURCES = 10;

const slice: AnswerSlice<typeof orphanPages, Ports> = async ({ limit, cursor }, context, ports) => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  const pages: Answer['pages'] = [];
  let looked = 0;
  for await (const { page, isLinked } of withLinked(ports, reader, placeOf(cursor))) {
    looked += 1;
    if (!isLinked) pages.push(shownPage(page));
    if (pages.length === limit || looked === MOST_PAGES) return { ok: true, answer: { pages, next: page.key }, token: {} };
  }
  return { ok: true, answer: { pages }, token: {} };
};

export default slice;

/** Where every reader begins, and what is kept about the wiki itself: nobody has to link there. */
const isExpected = (key: string, home: string): boolean => key !== home && key !== 'meta' && !key.startsWith('meta/');

async function* withLinked(ports: Ports, reader: Reader, from: { readonly after?: string }) {
  const home = pageKey((await ports.wikis.get(reader.wikiId))?.home ?? HOME);
  for (let place = from; ;) {
    const { found, next } = await pagesAfter(ports, reader.wikiId, { limit: AT_ONCE, ...place });
    const pages = found.filter(({ key, path }) => isExpected(key, home) && reader.maySee(path));
    yield* await Promise.all(pages.map(async (page) => ({ page, isLinked: await isLinkedTo(ports, reader, page) })));
    if (next === undefined) return;
    place = { after: next };
  }
}

const isLinkedTo = async (ports: Ports, reader: Reader, { key }: LinkedPage): Promise<boolean> => {
  for await (const _link of seenIncoming(ports, reader, { target: key, atOnce: FIRST_SOURCES })) return true;
  return false;
};
