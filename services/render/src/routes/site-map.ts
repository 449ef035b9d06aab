import type { ServeSlice, Served } from '@wikibot/contracts/define/service';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { hrefOfPage, pageKey } from '@wikibot/platform/page/page-path';
import { type MappedPage, MOST_IN_MAP, siteMap, siteMapIndex } from '../domain/machine/site-map.ts';
import type { Ports } from '../ports.ts';
import { allPages } from '../views/fragments.ts';
import { machineAnswer } from './machine-answer.ts';
import { baseOf, HOME, wikiOf } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const pages = await mapped(served, ports);
  const type = 'application/xml';
  const part = Number(served.url.searchParams.get('part') ?? '');
  if (Number.isInteger(part) && part > 0)
    return machineAnswer(served, { type, text: siteMap(pages.slice((part - 1) * MOST_IN_MAP, part * MOST_IN_MAP)) });
  if (pages.length <= MOST_IN_MAP) return machineAnswer(served, { type, text: siteMap(pages) });
  const address = `${ports.deployment.publicUrl}${baseOf(wikiOf(served))}/sitemap.xml`;
  const parts = Array.from({ length: Math.ceil(pages.length / MOST_IN_MAP) }, (_, at) => `${address}?part=${at + 1}`);
  return machineAnswer(served, { type, text: siteMapIndex(parts) });
};

export default slice;

/** What this reader may read; the home page is at the wiki's own address. */
const mapped = async (served: Served, ports: Ports): Promise<readonly MappedPage[]> => {
  const wiki = wikiOf(served);
  const address = `${ports.deployment.publicUrl}${baseOf(wiki)}`;
  const home = pageKey(wiki.home ?? HOME);
  const pages = await allPages(ports, wiki.id);
  return pages
    .filter(({ path }) => pathPermits(served.auth.pathRules, path, 'read'))
    .map(({ path, at }) =>
      pageKey(path) === home
        ? { href: `${address}/`, at, depth: 0 }
        : { href: `${address}/${hrefOfPage(path)}`, at, depth: path.split('/').length - 1 },
    );
};
