import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { forgetWiki } from '@wikibot/contracts/requests/forgetting';
import type { Ports } from '../ports.ts';

/** The view ends first, so that nothing is put into the index again; a fact that is being indexed just now is swept later. */
const slice: AnswerSlice<ReturnType<typeof forgetWiki<'search'>>, Ports> = async ({ wikiId }, _context, { forget, index, shelves }) => {
  await forget(wikiId);
  const { serving, building } = await shelves.of(wikiId);
  for (const shelf of [serving, building]) if (shelf) await index.removeWiki(shelf.id);
  await forget(wikiId, [shelves.partition(wikiId)]);
  return { ok: true, answer: {}, token: {} };
};

export default slice;
