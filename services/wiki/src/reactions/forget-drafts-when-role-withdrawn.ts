import type { ReactionSlice } from '@wikibot/contracts/define/service';
import type { roleWithdrawn } from '@wikibot/contracts/facts/auth';
import type { Ports } from '../ports.ts';

/** One transaction holds the texts of so many. */
const AT_ONCE = 10;

/** Whoever may no longer enter leaves nothing unsaved behind. What was written later belongs to a role that was given anew: the fact may come late. */
const slice: ReactionSlice<typeof roleWithdrawn, Ports> = async ({ data, time }, _context, { drafts }) => {
  const { wikiId, accountId } = data;
  for (let left = true; left;) {
    left = await drafts.change({ wikiId, accountId }, (standing) => {
      const gone = standing.filter(({ saved }) => Date.parse(saved) <= Date.parse(time)).slice(0, AT_ONCE);
      if (gone.length === 0) return { said: false };
      return { said: true, change: { drafts: standing.filter((draft) => !gone.includes(draft)) } };
    });
  }
};

export default slice;
