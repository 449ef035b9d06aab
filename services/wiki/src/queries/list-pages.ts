import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { listPages, PageEntry } from '@wikibot/contracts/requests/pages';
import { pathPermits, rulesOf } from '@wikibot/platform/kernel/access';
import { compareUtf8 } from '@wikibot/platform/kernel/utf8-order';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import { keyPrefix } from '../domain/path-prefix.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { PageRow } from '../views/pages.ts';
import { pagesOf } from '../views/pages.ts';

type Question = DataOf<typeof listPages>;

const slice: AnswerSlice<typeof listPages, Ports> = async (question, context, ports): Promise<Outcome<AnswerOf<typeof listPages>>> => {
  const { wikiId } = context.tenant;
  const wiki = wikiId && (await ports.wikis.get(wikiId));
  if (!wiki) return refusals['wiki.not-found']({});
  const rules = rulesOf(context);
  const found =
    isPlain(question) && rules.length === 0 ? await onePage(ports, wiki, question) : await selected(ports, wiki.id, { question, rules });
  const { pages, ...rest } = found;
  return { ok: true, answer: { ...rest, pages: pages.map(({ page }) => entryOf(page)) }, token: {} };
};

export default slice;

interface Found {
  readonly pages: readonly { readonly key: string; readonly page: PageRow }[];
  readonly total: number;
  readonly next?: string;
}

const isPlain = ({ prefix, category, tag, updatedSince }: Question): boolean =>
  !prefix && [category, tag, updatedSince].every((filter) => filter === undefined);

/** Without conditions the wiki itself knows how many pages there are, and nothing but what is shown is read. */
const onePage = async (ports: Ports, wiki: Wiki, { limit, cursor }: Question): Promise<Found> => {
  const { pages, next } = await pagesOf(ports, wiki.id, { prefix: '', limit, ...present({ after: cursor?.toWellFormed() || undefined }) });
  return { pages, total: wiki.pages, ...present({ next }) };
};

const selected = async (
  ports: Ports,
  wikiId: WikiId,
  { question, rules }: { question: Question; rules: readonly PathRule[] },
): Promise<Found> => {
  const wanted = (page: PageRow): boolean => matches(page, question) && pathPermits(rules, page.path, 'read');
  const matching = await collect(ports, wikiId, { question, wanted });
  const later = behind(matching, question.cursor?.toWellFormed());
  const pages = later.slice(0, question.limit);
  return { pages, total: matching.length, ...present({ next: later.length > pages.length ? pages.at(-1)?.key : undefined }) };
};

const behind = <P extends { readonly key: string }>(pages: readonly P[], cursor: string | undefined): readonly P[] =>
  cursor ? pages.filter(({ key }) => compareUtf8(key, cursor) > 0) : pages;

/** Every page below the prefix that is wanted: `total` counts them all, so all are looked at. */
const collect = async (ports: Ports, wikiId: WikiId, { question, wanted }: { question: Question; wanted: (page: PageRow) => boolean }) => {
  const prefix = keyPrefix(question.prefix ?? '');
  const found: { key: string; page: PageRow }[] = [];
  for (let after: string | undefined; ;) {
    const { pages, next } = await pagesOf(ports, wikiId, { prefix, limit: 1000, ...(after === undefined ? {} : { after }) });
    found.push(...pages.filter(({ page }) => wanted(page)));
    if (next === undefined) return found;
    after = next;
  }
};

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
