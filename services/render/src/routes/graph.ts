import type { Served, ServeSlice } from '@wikibot/contracts/define/service';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { hrefOfPage, titleOfPath } from '@wikibot/platform/page/page-path';
import { type GraphModel, GRAPH_VIEWS, graphScreen } from '../domain/templates/link-graph.ts';
import type { Ports } from '../ports.ts';
import { fragmentAt } from '../views/fragments.ts';
import { htmlResponse } from './shell.ts';
import { baseOf, wikiOf, wikiScreen } from './wiki-screen.ts';

/** A page that may not be read is as one that does not exist. */
const pageAsked = async (served: Served, ports: Ports, asked: string): Promise<GraphModel['page']> => {
  const wiki = wikiOf(served);
  const fragment = pathPermits(served.auth.pathRules, asked, 'read') ? await fragmentAt(ports, wiki.id, asked) : undefined;
  const path = fragment?.path ?? asked;
  return { path, title: fragment?.title ?? titleOfPath(path), href: `${baseOf(wiki)}/${hrefOfPage(path)}` };
};

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const query = served.url.searchParams;
  const asked = query.get('page') ?? '';
  const view = GRAPH_VIEWS.find((one) => one === query.get('view')) ?? 'map';
  const page = asked === '' ? undefined : await pageAsked(served, ports, asked);
  return htmlResponse(graphScreen({ ...(await wikiScreen(served, ports)), view, ...(page && { page }) }));
};

export default slice;
