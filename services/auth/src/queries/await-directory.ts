import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { awaitDirectory } from '@wikibot/contracts/requests/auth';
import { viewBehind } from '@wikibot/platform/kernel/kernel-refusals';
import type { Ports } from '../ports.ts';

/** Waits as long as one function call may. */
const slice: AnswerSlice<typeof awaitDirectory, Ports> = async ({ wikiId, sequence }, _context, { view, deployment }) => {
  const stream = streamOf(wikiStream, wikiId);
  if (!(await view('directory').caughtUp({ [stream]: sequence }, deployment.patience))) return viewBehind({ view: 'auth.directory' });
  return { ok: true, answer: { sequence: await view('directory').upTo(stream) }, token: {} };
};
export default slice;
