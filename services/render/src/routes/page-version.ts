/** A page as it was: only the owner of pages has old ones, so it is asked; the text is rendered as any other. */
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { readPage } from '@wikibot/contracts/requests/pages';
import { BASE_MARK } from '../domain/base-mark.ts';
import { renderMarkdown } from '../domain/markdown/render-markdown.ts';
import { notFound } from '../domain/templates/error-screens.ts';
import type { Ports } from '../ports.ts';
import type { Fragment } from '../views/fragments.ts';
import { bodyOf } from '../views/fragments.ts';
import { pagePlace } from './page-place.ts';
import { pageScreen } from './page-screen.ts';
import refusalScreen from './refusal-screen.ts';
import { htmlResponse } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const REVISION = /^[0-9a-f]{7,40}$/;

const slice: ServeSlice<Ports> = async (served, context, ports) => {
  const revision = served.params['revision'] ?? '';
  const page = await pagePlace(served, ports, `/view/${encodeURIComponent(revision)}`);
  if (page instanceof Response) return page;
  const found = REVISION.test(revision) ? await ports.ask(readPage, { path: page.path, revision }, context) : undefined;
  if (found?.ok) return htmlResponse(await pageScreen(served, ports, { ...fragmentOf(found.answer), old: true }));
  if (found && !MISSING.has(found.refusal.code)) return refusalScreen(found.refusal, served, ports);
  const near = [{ title: page.title, href: page.href }];
  return htmlResponse(notFound({ ...(await wikiScreen(served, ports)), title: `${page.title} (${revision.slice(0, 8)})`, near }), 404);
};

export default slice;

const MISSING: ReadonlySet<string> = new Set(['page.not-found', 'page.moved']);

const fragmentOf = ({ path, name, content, lastChange }: AnswerOf<typeof readPage>): Fragment => ({
  path,
  title: name,
  revision: lastChange.revision,
  edited: { at: lastChange.time, actor: lastChange.actor },
  ...bodyOf(renderMarkdown(content, { base: BASE_MARK, path, wikiLinkStyle: 'title-first', locale: 'reader' })),
});
