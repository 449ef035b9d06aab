/** What is in a folder that has no page of its own. */
import type { Served } from '@wikibot/contracts/define/service';
import { hrefOfPage, titleOfPath } from '@wikibot/platform/page/page-path';
import type { FolderEntry } from '../domain/tree/nodes.ts';
import { html } from '../domain/templates/html.ts';
import { pageView } from '../domain/templates/page-view.ts';
import type { Ports } from '../ports.ts';
import { baseOf, crumbsOf, wikiOf, wikiScreen } from './wiki-screen.ts';

export const folderScreen = async (
  served: Served,
  ports: Ports,
  { path, entries }: { readonly path: string; readonly entries: readonly FolderEntry[] },
): Promise<string> => {
  const wiki = wikiOf(served);
  const base = baseOf(wiki);
  const screen = await wikiScreen(served, ports, path);
  const names = new Map(
    entries.map((entry) => [entry.key, { title: entry.title ?? titleOfPath(entry.path), href: `${base}/${hrefOfPage(entry.path)}` }]),
  );
  const list = html`<ul>${[...names.values()].map(({ title, href }) => html`<li><a href="${href}">${title}</a></li>`)}</ul>`;
  const href = `${base}/${hrefOfPage(path)}`;
  return pageView({
    ...screen,
    page: { title: titleOfPath(path), href, path, crumbs: crumbsOf(base, path), html: list.text, contents: [], words: 0 },
  });
};
