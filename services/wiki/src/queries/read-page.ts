import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { readPage } from '@wikibot/contracts/requests/pages';
import { splitFrontMatter } from '@wikibot/platform/page/front-matter';
import { linksOf } from '@wikibot/platform/page/links';
import type { Ports } from '../ports.ts';
import { titleOfText } from '../views/page-fields.ts';
import { namedChanges } from './named-changes.ts';
import { askedPage } from './page-at.ts';
import type { PageText } from './page-at.ts';

type Answer = AnswerOf<typeof readPage>;

const slice: AnswerSlice<typeof readPage, Ports> = async (data, context, ports): Promise<Outcome<Answer>> => {
  const asked = await askedPage(data, context, ports);
  if (!asked.ok) return asked;
  const { page, token } = asked;
  const [last = page.last] = await namedChanges(ports, [page.last]);
  return { ok: true, answer: answerOf({ ...page, last }), token };
};

export default slice;

const answerOf = ({ path, text, last }: PageText): Answer => ({
  name: titleOfText(text, path),
  path,
  content: text,
  frontmatter: splitFrontMatter(text).fields,
  linksTo: [...new Set(linksOf(text, { wikiLinkStyle: 'title-first', page: path }).flatMap((link) => link.key ?? []))],
  revision: last.revision,
  lastChange: last,
});
