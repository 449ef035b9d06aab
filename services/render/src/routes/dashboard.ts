import type { ServeSlice } from '@wikibot/contracts/define/service';
import { dashboard } from '../domain/templates/dashboard.ts';
import { landing } from '../domain/templates/landing.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse, shellOf } from './shell.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const shell = shellOf(served, ports);
  return htmlResponse(served.auth.accountId === undefined ? landing(shell) : dashboard({ shell }));
};

export default slice;
