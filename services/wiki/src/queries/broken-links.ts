import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { brokenLinks } from '@wikibot/contracts/requests/links';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { outgoingAfter } from '../views/links.ts';
import type { Reader } from './reader.ts';
import { readerOf } from './reader.ts';
import { placeOf, seenTargets } from './seen-links.ts';

type Answer = AnswerOf<typeof brokenLinks>;

/** So many pages are looked at for one answer, broken or not; so many at once. */
const MOST_PAGES = 500;
const AT_ONCE = 50;

const slice: AnswerSlice<typeof brokenLinks, Ports> = async ({ limit, cursor }, context, ports) => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  const pages: Answer['pages'] = [];
  let looked = 0;
  for await (const { key, ...page } of withMissing(ports, reader, placeOf(cursor))) {
    looked += 1;
    if (page.missing.length > 0) pages.push(page);
    if (pages.length === limit || looked === MOST_PAGES) return { ok: true, answer: { pages, next: key }, token: {} };
  }
  return { ok: true, answer: { pages }, token: {} };
};

export default slice;

/** Every page that the reader may see, with what it links to in vain. */
async function* withMissing(ports: Ports, reader: Reader, from: { readonly after?: string }) {
  for (let place = from; ;) {
    const { found, next } = await outgoingAfter(ports, reader.wikiId, { limit: AT_ONCE, ...place });
    const pages = found.filter(({ path }) => reader.maySee(path));
    const targets = await seenTargets(
      ports,
      reader,
      pages.map((page) => page.targets),
    );
    for (const [index, { key, path }] of pages.entries()) {
      const missing = (targets[index] ?? []).filter(({ exists }) => !exists);
      yield { key, path, missing: missing.map(({ kind, path: target, anchors }) => ({ kind, path: target, anchors: [...anchors] })) };
    }
    if (next === undefined) return;
    place = { after: next };
  }
}
