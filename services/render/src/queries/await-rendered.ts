import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { awaitRendered } from '@wikibot/contracts/requests/render';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** Waits as long as one function call may; whoever asks comes again after a "not now". */
const slice: AnswerSlice<typeof awaitRendered, Ports> = async ({ wikiId, sequence }, _context, { view, deployment }) => {
  const stream = streamOf(wikiStream, wikiId);
  if (!(await view('fragments').caughtUp({ [stream]: sequence }, deployment.patience)))
    return refusals['render.not-caught-up']({ sequence });
  return { ok: true, answer: { sequence: await view('fragments').upTo(stream) }, token: {} };
};

export default slice;
