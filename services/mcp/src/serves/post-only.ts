import type { ServeSlice } from '@wikibot/contracts/define/service';
import type { Ports } from '../ports.ts';

/** MCP 2026-07-28, "Streamable HTTP": an endpoint without streams of its own answers 405 to everything but POST. */
const slice: ServeSlice<Ports> = () => Promise.resolve(new Response(null, { status: 405, headers: { Allow: 'POST' } }));
export default slice;
