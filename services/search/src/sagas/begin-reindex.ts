import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { factsSince } from '@wikibot/contracts/define/stream-requests';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { beginReindex } from '@wikibot/contracts/requests/reindex';
import { factRanges } from '../domain/reindex-parts.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/**
 * First the shelf, then the head of the stream: a fact that was being indexed without knowing of the shelf is in the stream by then, and a later
 * one goes to both shelves.
 */
const slice: AnswerSlice<typeof beginReindex, Ports> = async ({ wikiId, run }, context, ports) => {
  const known = await ports.runs.of(wikiId);
  const isOn = known?.run === run && known.status !== 'cancelling';
  if (!isOn || !(await ports.shelves.begin(wikiId, run, ports.embedder.model))) return refusals['search.reindex-over']({});
  const asked = { stream: streamOf(wikiStream, wikiId), after: 0, limit: 1 };
  const outcome = await ports.ask(factsSince(wikiStream.service), asked, context);
  if (!outcome.ok) return outcome;
  const parts = factRanges(outcome.answer.head);
  await ports.runs.note(wikiId, { run, step: 'RefillPages', parts: parts.length });
  return { ok: true, answer: { parts: [...parts] }, token: {} };
};

export default slice;
