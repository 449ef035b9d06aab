import type { ServeSlice } from '@wikibot/contracts/define/service';
import type { Ports } from '../ports.ts';

/** RFC 7517 §8.5.2 */
const MEDIA_TYPE = 'application/jwk-set+json';

const keySet: ServeSlice<Ports> = (_served, _context, ports) =>
  Promise.resolve(
    new Response(JSON.stringify(ports.seal.publicKeys()), {
      headers: { 'Content-Type': MEDIA_TYPE, 'Cache-Control': 'public, max-age=300', 'X-Content-Type-Options': 'nosniff' },
    }),
  );
export default keySet;
