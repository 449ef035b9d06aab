import type { ServeSlice } from '@wikibot/contracts/define/service';
import { PROPOSAL_STATUSES } from '../domain/templates/proposals/proposal.ts';
import { proposalsScreen } from '../domain/templates/proposals/proposal-screens.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const asked = served.url.searchParams.get('status');
  const status = PROPOSAL_STATUSES.find((one) => one === asked) ?? 'open';
  return htmlResponse(proposalsScreen({ ...(await wikiScreen(served, ports)), status }));
};

export default slice;
