import type { ServeSlice } from '@wikibot/contracts/define/service';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

const NAME = 'openapi.json';

const slice: ServeSlice<Ports> = async (_served, _context, { assets }) => {
  const document = await assets.document(NAME);
  if (!document) return problemResponse(refusals['document.not-built']({ name: NAME }).refusal);
  const headers = { 'Content-Type': document.type, 'Cache-Control': 'public, max-age=300', 'X-Content-Type-Options': 'nosniff' };
  return new Response(Buffer.from(document.content), { headers });
};

export default slice;
