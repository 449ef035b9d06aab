import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { forgetWiki } from '@wikibot/contracts/requests/forgetting';
import type { Ports } from '../ports.ts';

/** Nothing of a wiki is here but what the views have of it. */
const slice: AnswerSlice<ReturnType<typeof forgetWiki<'mcp'>>, Ports> = async ({ wikiId }, _context, { forget }) => {
  await forget(wikiId);
  return { ok: true, answer: {}, token: {} };
};

export default slice;
