import type { ServeSlice } from '@wikibot/contracts/define/service';
import { dashboard } from '../domain/templates/dashboard.ts';
import type { Ports } from '../ports.ts';
import { htmlResponse, shellOf } from './shell.ts';

const slice: ServeSlice<Ports> = async (served, _context, ports) => htmlResponse(dashboard({ shell: shellOf(served, ports) }));

export default slice;
