import type { ServeSlice } from '@wikibot/contracts/define/service';
import { recentChanges } from '../domain/templates/changes-views.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse } from './shell.ts';
import { wikiScreen } from './wiki-screen.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => htmlResponse(recentChanges(await wikiScreen(served, ports)));

export default slice;
