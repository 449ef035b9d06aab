import type { ServeSlice } from '@wikibot/contracts/define/service';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** Named by its content, so it may be kept for ever. */
const slice: ServeSlice<Ports> = async ({ params }, _context, { assets }) => {
  const file = params['file'] ?? '';
  const asset = await assets.read(file);
  if (!asset) return problemResponse(refusals['asset.not-found']({ file }).refusal);
  const headers = {
    'Content-Type': asset.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
  };
  return new Response(Buffer.from(asset.content), { headers });
};

export default slice;
