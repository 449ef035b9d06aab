import type { ServeSlice } from '@wikibot/contracts/define/service';
import { commitView } from '../domain/templates/comparing-views.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) =>
  htmlResponse(commitView({ ...(await wikiScreen(served, ports)), revision: served.params['revision'] ?? '' }));

export default slice;
