import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { switchIndex } from '@wikibot/contracts/requests/reindex';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** One write of one row. Asked again after it was done, it answers the same: no run may begin before this one is noted as complete. */
const slice: AnswerSlice<typeof switchIndex, Ports> = async ({ wikiId, run, pages, chunks }, _context, ports) => {
  const known = await ports.runs.of(wikiId);
  const { serving } = await ports.shelves.of(wikiId);
  const isSwitched = known?.run === run && known.step === SWITCHED;
  if (!isSwitched && !(await ports.shelves.serve(wikiId, run, pages))) return refusals['search.reindex-over']({});
  await ports.runs.note(wikiId, { run, step: SWITCHED, pages, chunks });
  return { ok: true, answer: { old: serving.id }, token: {} };
};

export default slice;

const SWITCHED = 'DropIndex';
