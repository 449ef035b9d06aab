import type { ServeSlice } from '@wikibot/contracts/define/service';
import { deleteScreen } from '../domain/templates/pages/moving.ts';
import type { Ports } from '../ports.ts';
import { pagePlace } from './page-place.ts';
import { htmlResponse } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const page = await pagePlace(served, ports, '/delete');
  if (page instanceof Response) return page;
  return htmlResponse(deleteScreen({ ...(await wikiScreen(served, ports, page.path)), page }));
};

export default slice;
