import type { ServeSlice } from '@wikibot/contracts/define/service';
import { moveScreen } from '../domain/templates/pages/moving.ts';
import type { Ports } from '../ports.ts';
import { pagePlace } from './page-place.ts';
import { htmlResponse } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const page = await pagePlace(served, ports, '/rename');
  if (page instanceof Response) return page;
  return htmlResponse(moveScreen({ ...(await wikiScreen(served, ports, page.path)), page }));
};

export default slice;
