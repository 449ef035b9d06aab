import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { listPages, PageEntry } from '@wikibot/contracts/requests/pages';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { compareUtf8 } from '@wikibot/platform/kernel/utf8-order';
import { pageKey } from '@wikibot/platform/page/page-path';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { PageRow } from '../views/pages.ts';
import { pagesOf } from '../views/pages.ts';

type Question = DataOf<typeof listPages>;

const slice: AnswerSlice<typeof listPages, Ports> = async (question, context, ports): Promise<Outcome<AnswerOf<typeof listPages>>> => {
  const { wikiId } = context.tenant;
  const wiki = wikiId && (await ports.wikis.get(wikiId));
  if (!wiki) return refusals['wiki.not-found']({});
  const rules = context.auth?.pathRules ?? [];
  const wanted = (page: PageRow): boolean => matches(page, question) && pathPermits(rules, page.path, 'read');
  const matching = await collect(ports, wiki.id, { question, wanted });
  const { limit } = question;
  const later = behind(matching, question.cursor?.toWellFormed());
  const shown = later.slice(0, limit);
  const next = later.length > limit ? shown.at(-1)?.key : undefined;
  return { ok: true, answer: { pages: shown.map(({ page }) => entryOf(page)), total: matching.length, ...present({ next }) }, token: {} };
};

export default slice;

const behind = <P extends { readonly key: string }>(pages: readonly P[], cursor: string | undefined): readonly P[] =>
  cursor ? pages.filter(({ key }) => compareUtf8(key, cursor) > 0) : pages;

/** Every page below the prefix that is wanted: `total` counts them all, so all are looked at. */
const collect = async (ports: Ports, wikiId: WikiId, { question, wanted }: { question: Question; wanted: (page: PageRow) => boolean }) => {
  const prefix = prefixOf(question.prefix ?? '');
  const found: { key: string; page: PageRow }[] = [];
  for (let after: string | undefined; ;) {
    const { pages, next } = await pagesOf(ports, wikiId, { prefix, limit: 1000, ...(after === undefined ? {} : { after }) });
    found.push(...pages.filter(({ page }) => wanted(page)));
    if (next === undefined) return found;
    after = next;
  }
};

/** A prefix that ends with a slash names a folder, and its key would lose the slash. */
const prefixOf = (prefix: string): string => (prefix.endsWith('/') && pageKey(prefix) !== '' ? `${pageKey(prefix)}/` : pageKey(prefix));

const matches = (page: PageRow, { category, tag, updatedSince }: Question): boolean =>
  same(category, page.category) &&
  (tag === undefined || page.tags.some((one) => same(tag, one))) &&
  (updatedSince === undefined || page.updated >= updatedSince);

const same = (wanted: string | undefined, value: string | null): boolean =>
  wanted === undefined || wanted.toLowerCase() === value?.toLowerCase();

const entryOf = ({ name, path, category, tags, updated, words, revision }: PageRow): PageEntry => ({
  name,
  path,
  category,
  tags: [...tags],
  updated,
  words,
  revision,
});
