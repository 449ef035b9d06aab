import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { dropIndex } from '@wikibot/contracts/requests/reindex';
import type { Ports } from '../ports.ts';

/** Never the shelf that serves or is being filled, whoever asks. */
const slice: AnswerSlice<typeof dropIndex, Ports> = async ({ wikiId, run, shelf }, _context, ports) => {
  const { serving, building } = await ports.shelves.of(wikiId);
  if (shelf !== serving.id && shelf !== building?.id) await ports.index.removeWiki(shelf);
  await ports.runs.note(wikiId, { run, status: 'complete' });
  return { ok: true, answer: {}, token: {} };
};

export default slice;
