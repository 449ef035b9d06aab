import { present } from '@wikibot/contracts/define/present';
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { pageDiffView } from '../domain/templates/comparing-views.ts';
import type { Ports } from '../ports.ts';
import { pagePlace } from './page-place.ts';
import { htmlResponse } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const page = await pagePlace(served, ports, '/diff');
  if (page instanceof Response) return page;
  const asked = (name: string): string | undefined => served.url.searchParams.get(name) ?? undefined;
  const screen = await wikiScreen(served, ports, page.path);
  return htmlResponse(pageDiffView({ ...screen, page, ...present({ from: asked('from'), to: asked('to') }) }));
};

export default slice;
