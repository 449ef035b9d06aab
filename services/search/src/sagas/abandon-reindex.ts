import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { abandonReindex } from '@wikibot/contracts/requests/reindex';
import type { Ports } from '../ports.ts';

/** The run's shelf first loses its place, so that nothing is put on it any more, and then its pages. A shelf that serves by now stays. */
const slice: AnswerSlice<typeof abandonReindex, Ports> = async ({ wikiId, run, reason }, _context, ports) => {
  const { building } = await ports.shelves.of(wikiId);
  await ports.shelves.give(wikiId, run);
  if (building?.run === run) await ports.index.removeWiki(building.id);
  const isCancelled = (await ports.runs.of(wikiId))?.status === 'cancelling';
  await ports.runs.note(wikiId, isCancelled ? { run, status: 'cancelled' } : { run, status: 'error', reason });
  return { ok: true, answer: {}, token: {} };
};

export default slice;
