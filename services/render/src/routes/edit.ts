import type { ServeSlice } from '@wikibot/contracts/define/service';
import { hrefOfPage, normalisePagePath, titleOfPath } from '@wikibot/platform/page/page-path';
import { suggestPagePath } from '@wikibot/platform/page/path-suggestion';
import { editor, newPage } from '../domain/templates/editor.ts';
import type { Ports } from '../ports.ts';
import { fragmentAt } from '../views/fragments.ts';
import { htmlResponse } from './shell.ts';
import { baseOf, crumbsOf, wikiOf, wikiScreen } from './wiki-screen.ts';

/** The browser fetches the text itself, over the API that it saves to. */
const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const wiki = wikiOf(served);
  const base = baseOf(wiki);
  const asked = served.params['page'] ?? '';
  const fragment = await fragmentAt(ports, wiki.id, asked);
  const read = normalisePagePath(asked);
  const path = fragment?.path ?? (read.ok ? read.path : undefined);
  if (path === undefined) return htmlResponse(newPage({ ...(await wikiScreen(served, ports)), prefix: suggestPagePath(asked) ?? '' }), 422);
  const screen = await wikiScreen(served, ports, path);
  const title = fragment?.title ?? titleOfPath(path);
  const href = `${base}/${hrefOfPage(path)}`;
  const page = { title, href, path, crumbs: crumbsOf(base, path), isNew: !fragment, ...(fragment ? {} : { content: `# ${titleOfPath(path)}\n\n` }) };
  return htmlResponse(editor({ ...screen, page }));
};

export default slice;
