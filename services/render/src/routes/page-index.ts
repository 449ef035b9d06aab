import type { ServeSlice } from '@wikibot/contracts/define/service';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { hrefOfPage } from '@wikibot/platform/page/page-path';
import { pageIndex } from '../domain/templates/page-index.ts';
import type { Ports } from '../ports.ts';
import { allPages } from '../views/fragments.ts';
import { htmlResponse } from './shell.ts';
import { baseOf, wikiOf, wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const wiki = wikiOf(served);
  const pages = (await allPages(ports, wiki.id)).filter(({ path }) => pathPermits(served.auth.pathRules, path, 'read'));
  return htmlResponse(
    pageIndex({
      ...(await wikiScreen(served, ports)),
      pages: pages.map(({ title, path }) => ({ title, path, href: `${baseOf(wiki)}/${hrefOfPage(path)}` })),
    }),
  );
};

export default slice;
