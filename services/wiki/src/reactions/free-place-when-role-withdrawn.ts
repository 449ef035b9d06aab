import type { ReactionSlice } from '@wikibot/contracts/define/service';
import type { roleWithdrawn } from '@wikibot/contracts/facts/auth';
import type { Ports } from '../ports.ts';

/** Whoever may no longer write does not count as an author any more; should they come back and write, they do again. */
const slice: ReactionSlice<typeof roleWithdrawn, Ports> = async ({ data, time }, _context, { authors }) =>
  authors.leave(data.wikiId, data.accountId, Date.parse(time));

export default slice;
