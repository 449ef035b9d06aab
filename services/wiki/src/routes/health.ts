/** For clients of the ancestors, which ask at the wiki whether there is anybody: the same for every address, whether there is a wiki or not. */
import type { ServeSlice } from '@wikibot/contracts/define/service';
import type { Ports } from '../ports.ts';

const slice: ServeSlice<Ports> = () => Promise.resolve(Response.json({ status: 'ok' }, { headers: { 'Cache-Control': 'no-store' } }));

export default slice;
