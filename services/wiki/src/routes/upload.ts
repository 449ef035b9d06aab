/** The door for uploads of one machine. It asks for nobody's rights: whoever holds the address was given it by somebody who had them. */
import { MAX_ATTACHMENT_BYTES } from '@wikibot/contracts/facts/wiki';
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { readBytes } from '@wikibot/platform/kernel/http/body';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import { unknownRoute } from '@wikibot/platform/kernel/kernel-refusals';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

const slice: ServeSlice<Ports> = async ({ request, params, url }, _context, { uploads }) => {
  if (!uploads.receive) return problemResponse(unknownRoute({ path: url.pathname }).refusal);
  const read = await readBytes(request, MAX_ATTACHMENT_BYTES);
  if (!read.ok) return problemResponse(read.refusal);
  const isTaken = await uploads.receive(params['token'] ?? '', read.value);
  return isTaken ? new Response(null, { status: 200 }) : problemResponse(refusals['attachment.upload-refused']({}).refusal);
};

export default slice;
