import type { ReactionSlice } from '@wikibot/contracts/define/service';
import type { profileChanged } from '@wikibot/contracts/facts/auth';
import type { Ports } from '../ports.ts';

/** Only the user name: it is what an agent is told about whoever wrote a page. */
const reaction: ReactionSlice<typeof profileChanged, Ports> = async ({ data }, _context, { names }) => {
  const { accountId, username, revision } = data;
  await names.keep({ accountId, username, revision });
};
export default reaction;
