import type { ServeSlice } from '@wikibot/contracts/define/service';
import { hrefOfPage, titleOfPath } from '@wikibot/platform/page/page-path';
import { historyView } from '../domain/templates/changes-views.ts';
import type { Ports } from '../ports.ts';
import { fragmentAt } from '../views/fragments.ts';
import { movedAway } from './moved-away.ts';
import { htmlResponse } from './shell.ts';
import { baseOf, crumbsOf, wikiOf, wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const wiki = wikiOf(served);
  const base = baseOf(wiki);
  const asked = served.params['page'] ?? '';
  const fragment = await fragmentAt(ports, wiki.id, asked);
  const elsewhere = fragment ? undefined : await movedAway(served, ports, { path: asked, action: '/history' });
  if (elsewhere) return elsewhere;
  const path = fragment?.path ?? asked;
  const screen = await wikiScreen(served, ports, path);
  const page = { title: fragment?.title ?? titleOfPath(path), href: `${base}/${hrefOfPage(path)}`, path, crumbs: crumbsOf(base, path) };
  return htmlResponse(historyView({ ...screen, page }));
};

export default slice;
