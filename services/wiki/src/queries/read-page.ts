import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { readPage } from '@wikibot/contracts/requests/pages';
import { splitFrontMatter } from '@wikibot/platform/page/front-matter';
import { linksOf } from '@wikibot/platform/page/links';
import { pageKey } from '@wikibot/platform/page/page-path';
import type { Ports } from '../ports.ts';
import { titleOfText } from '../views/page-fields.ts';
import { namedChanges } from './named-changes.ts';
import { askedPage } from './page-at.ts';
import type { PageText } from './page-at.ts';
import { readerOf } from './reader.ts';
import { seenIncoming, shownPage } from './seen-links.ts';

type Answer = AnswerOf<typeof readPage>;

const slice: AnswerSlice<typeof readPage, Ports> = async (data, context, ports): Promise<Outcome<Answer>> => {
  const asked = await askedPage(data, context, ports);
  if (!asked.ok) return asked;
  const { page, token } = asked;
  const [last = page.last] = await namedChanges(ports, [page.last]);
  const linkedFrom = await linkingTo(ports, context, page.path);
  return { ok: true, answer: { ...answerOf({ ...page, last }), linkedFrom }, token };
};

export default slice;

const MOST_LINKING = 100;

/** As links stand now, also for an older text, and as far as whoever asks may see where they come from. */
const linkingTo = async (ports: Ports, context: Context, path: string): Promise<string[]> => {
  const [reader, found] = [readerOf(context), new Set<string>()];
  if (!reader) return [];
  for await (const link of seenIncoming(ports, reader, { target: pageKey(path), atOnce: MOST_LINKING })) {
    found.add(shownPage(link).path);
    if (found.size === MOST_LINKING) break;
  }
  return [...found];
};

const answerOf = ({ path, text, last }: PageText): Answer => ({
  name: titleOfText(text, path),
  path,
  content: text,
  frontmatter: splitFrontMatter(text).fields,
  linksTo: [...new Set(linksOf(text, { wikiLinkStyle: 'title-first', page: path }).flatMap((link) => link.key ?? []))],
  revision: last.revision,
  lastChange: last,
});
