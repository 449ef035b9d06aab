/** A page to read: one look-up for the content, a few for what stands around it. */
import type { ServeSlice, Served } from '@wikibot/contracts/define/service';
import { hrefOfPage, normalisePagePath, pageKey, titleOfPath } from '@wikibot/platform/page/page-path';
import { notFound } from '../domain/templates/error-screens.ts';
import type { Ports } from '../ports.ts';
import { folderEntries, fragmentAt } from '../views/fragments.ts';
import { movedAway } from './moved-away.ts';
import { folderScreen } from './folder-screen.ts';
import { cacheControl, isUnchanged, pageEtag } from './page-etag.ts';
import { markdownOf, pageMarkdown } from './page-markdown.ts';
import { pageScreen } from './page-screen.ts';
import { htmlResponse } from './shell.ts';
import { baseOf, HOME, readable, wikiOf, wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, context, ports) => {
  const markdown = markdownOf(served.params['page']);
  return markdown === undefined ? pageToRead(served, ports) : pageMarkdown(served, ports, { path: markdown, context });
};

export default slice;

const pageToRead = async (served: Served, ports: Ports): Promise<Response> => {
  const wiki = wikiOf(served);
  const path = served.params['page'] ?? wiki.home ?? HOME;
  const etag = await pageEtag(served, ports);
  const headers = { ETag: etag, 'Cache-Control': cacheControl(served), Vary: 'Cookie, Authorization, Accept-Language' };
  if (isUnchanged(served.request, etag)) return new Response(null, { status: 304, headers });
  const fragment = await fragmentAt(ports, wiki.id, path);
  if (!fragment) return (await movedAway(served, ports, { path })) ?? absent(served, ports, path);
  const href = `${baseOf(wiki)}/${hrefOfPage(fragment.path)}`;
  if (served.params['page'] !== undefined && served.url.pathname !== href)
    return new Response(null, { status: 302, headers: { Location: href + served.url.search } });
  return htmlResponse(await pageScreen(served, ports, fragment), 200, headers);
};

/** No page: a folder shows what is in it; otherwise the reader may create the page, or meant one like it. */
const absent = async (served: Served, ports: Ports, path: string): Promise<Response> => {
  const wiki = wikiOf(served);
  const key = pageKey(path);
  const inside = readable(await folderEntries(ports, wiki.id, { folder: key, limit: 1000 }), served.auth);
  if (inside.length > 0) return htmlResponse(await folderScreen(served, ports, { path, entries: inside }));
  const base = baseOf(wiki);
  const beside = readable(await folderEntries(ports, wiki.id, { folder: key.split('/').slice(0, -1).join('/'), limit: 100 }), served.auth);
  const near = beside.filter((entry) => entry.kind === 'page' && alike(entry.key, key)).slice(0, 5);
  const model = {
    ...(await wikiScreen(served, ports)),
    title: titleOfPath(path),
    near: near.map((entry) => ({ title: entry.title ?? titleOfPath(entry.path), href: `${base}/${hrefOfPage(entry.path)}` })),
  };
  return htmlResponse(notFound(normalisePagePath(path).ok ? { ...model, href: `${base}/${hrefOfPage(path)}` } : model), 404);
};

/** Names that begin alike, or of which one holds the other. */
const alike = (a: string, b: string): boolean => {
  const [one = '', other = ''] = [a, b].map((key) => key.split('/').at(-1));
  return one.slice(0, 3) === other.slice(0, 3) || one.includes(other) || other.includes(one);
};
