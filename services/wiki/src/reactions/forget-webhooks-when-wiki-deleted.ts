import type { ReactionSlice } from '@wikibot/contracts/define/service';
import type { wikiDeleted } from '@wikibot/contracts/facts/wiki-life';
import type { Ports } from '../ports.ts';

/** Nobody is told of a wiki that is gone, and nothing of whoever was told stays. */
const slice: ReactionSlice<typeof wikiDeleted, Ports> = ({ data }, _context, { webhooks }) => webhooks.forgetAll(data.wikiId);

export default slice;
