import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { followHead } from '@wikibot/contracts/requests/wiki-care';
import type { Ports } from '../ports.ts';
import { streamHead } from '../queries/describe-head.ts';
import { refusals } from '../refusals.ts';

/** The stream is the truth; the branch is only what git tools see of it. */
const slice: AnswerSlice<typeof followHead, Ports> = async ({ wikiId }, _context, ports) => {
  const wiki = await ports.wikis.get(wikiId);
  if (!wiki || wiki.status === 'failed') return refusals['wiki.not-found']({});
  const { head, sequence } = await streamHead(ports, streamOf(wikiStream, wikiId));
  if (head) await ports.repositories.open(wikiId).advance(head, sequence);
  return { ok: true, answer: { head }, token: {} };
};
export default slice;
