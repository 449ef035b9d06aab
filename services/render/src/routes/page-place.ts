/** The page that a screen is about: what it is called and where it lies, also one that is gone; or where it went. */
import type { Served } from '@wikibot/contracts/define/service';
import { hrefOfPage, titleOfPath } from '@wikibot/platform/page/page-path';
import type { PagePlace } from '../domain/templates/comparing-views.ts';
import type { Ports } from '../ports.ts';
import { fragmentAt } from '../views/fragments.ts';
import { movedAway } from './moved-away.ts';
import { baseOf, crumbsOf, wikiOf } from './wiki-screen.ts';

/** `action` is what stands behind the page in the address, with its slash. */
export const pagePlace = async (served: Served, ports: Ports, action: string): Promise<PagePlace | Response> => {
  const wiki = wikiOf(served);
  const base = baseOf(wiki);
  const asked = served.params['page'] ?? '';
  const fragment = await fragmentAt(ports, wiki.id, asked);
  const elsewhere = fragment ? undefined : await movedAway(served, ports, { path: asked, action });
  if (elsewhere) return elsewhere;
  const path = fragment?.path ?? asked;
  return { title: fragment?.title ?? titleOfPath(path), href: `${base}/${hrefOfPage(path)}`, path, crumbs: crumbsOf(base, path) };
};
