import type { ServeSlice } from '@wikibot/contracts/define/service';
import { proposalScreen } from '../domain/templates/proposals/proposal-screens.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) =>
  htmlResponse(proposalScreen({ ...(await wikiScreen(served, ports)), id: served.params['proposal'] ?? '' }));

export default slice;
