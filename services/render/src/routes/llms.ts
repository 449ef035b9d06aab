import type { ServeSlice } from '@wikibot/contracts/define/service';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { hrefOfPage } from '@wikibot/platform/page/page-path';
import { llmsText } from '../domain/machine/llms-text.ts';
import type { Ports } from '../ports.ts';
import { allPages, fragmentAt } from '../views/fragments.ts';
import { machineAnswer } from './machine-answer.ts';
import { baseOf, HOME, wikiOf } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const wiki = wikiOf(served);
  const address = `${ports.deployment.publicUrl}${baseOf(wiki)}`;
  const mayRead = (path: string): boolean => pathPermits(served.auth.pathRules, path, 'read');
  const home = wiki.home ?? HOME;
  const [pages, about] = await Promise.all([allPages(ports, wiki.id), mayRead(home) ? fragmentAt(ports, wiki.id, home) : undefined]);
  const text = llmsText({
    name: wiki.name,
    address,
    pages: pages.filter(({ path }) => mayRead(path)).map((page) => ({ ...page, href: `${address}/${hrefOfPage(page.path)}.md` })),
    ...(about === undefined ? {} : { about: about.excerpt }),
  });
  // As the proposal has it, it is Markdown; browsers show plain text.
  return machineAnswer(served, { type: 'text/plain', text });
};

export default slice;
