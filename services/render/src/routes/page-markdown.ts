/** The Markdown of a page, at its address with `.md` behind it (RFC 7763). */
import type { Context } from '@wikibot/contracts/define/context';
import type { Served } from '@wikibot/contracts/define/service';
import { readPage } from '@wikibot/contracts/requests/pages';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import { hrefOfPage } from '@wikibot/platform/page/page-path';
import type { Ports } from '../ports.ts';
import { fragmentAt } from '../views/fragments.ts';
import { movedAway } from './moved-away.ts';
import { cacheControl, isUnchanged } from './page-etag.ts';
import { baseOf, wikiOf } from './wiki-screen.ts';

/** The path of the page whose Markdown is asked for. */
export const markdownOf = (path: string | undefined): string | undefined => /^(.+)\.md$/.exec(path ?? '')?.[1];

/** Whether it is still the revision that the caller has is known here; the text itself is the wiki service's. */
export const pageMarkdown = async (
  served: Served,
  ports: Ports,
  { path, context }: { readonly path: string; readonly context: Context },
) => {
  const wiki = wikiOf(served);
  const page = await fragmentAt(ports, wiki.id, path);
  const elsewhere = page ? undefined : await movedAway(served, ports, { path, action: '.md' });
  if (elsewhere) return elsewhere;
  if (page && isUnchanged(served.request, `"${page.revision}"`))
    return new Response(null, { status: 304, headers: headersOf(served, page.revision) });
  const read = await ports.ask(readPage, { path }, context);
  if (!read.ok) return problemResponse(read.refusal, 'bearer');
  const { content, revision } = read.answer;
  const canonical = `<${ports.deployment.publicUrl}${baseOf(wiki)}/${hrefOfPage(read.answer.path)}>; rel="canonical"`;
  return new Response(content, { headers: { ...headersOf(served, revision), Link: canonical } });
};

const headersOf = (served: Served, revision: string): Record<string, string> => ({
  'Content-Type': 'text/markdown; charset=utf-8',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': cacheControl(served),
  ETag: `"${revision}"`,
  Vary: 'Cookie, Authorization',
});
