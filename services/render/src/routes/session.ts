import { present } from '@wikibot/contracts/define/present';
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { sessionView } from '../domain/templates/comparing-views.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const by = served.url.searchParams.get('by') ?? undefined;
  return htmlResponse(sessionView({ ...(await wikiScreen(served, ports)), session: served.params['session'] ?? '', ...present({ by }) }));
};

export default slice;
