import type { ServeSlice } from '@wikibot/contracts/define/service';
import type { Ports } from '../ports.ts';
import { baseOf, wikiOf } from './wiki-screen.ts';

/** A wiki's address ends with a slash, so that relative links of its home page lead into it. */
const slice: ServeSlice<Ports> = async (served) => new Response(null, { status: 302, headers: { Location: `${baseOf(wikiOf(served))}/` } });

export default slice;
