/** The way on from the old address of a page that was moved. */
import type { Served } from '@wikibot/contracts/define/service';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { hrefOfPage } from '@wikibot/platform/page/page-path';
import type { Ports } from '../ports.ts';
import { movedFrom } from '../views/fragments.ts';
import { cacheControl } from './page-etag.ts';
import { baseOf, wikiOf } from './wiki-screen.ts';

/**
 * Undefined when nothing was moved from there, or when the reader may not know where it went. Never permanent (RFC 9110 §15.4.3): a new
 * page may be written at the old address at any time.
 */
export const movedAway = async (
  served: Served,
  ports: Ports,
  { path, action = '' }: { readonly path: string; readonly action?: string },
): Promise<Response | undefined> => {
  const wiki = wikiOf(served);
  const to = await movedFrom(ports, wiki.id, path);
  if (to === undefined || !pathPermits(served.auth.pathRules, to, 'read')) return undefined;
  const base = baseOf(wiki);
  const headers = { Location: `${base}/${hrefOfPage(to)}${action}${served.url.search}`, 'Cache-Control': cacheControl(served) };
  return new Response(null, { status: 302, headers });
};
