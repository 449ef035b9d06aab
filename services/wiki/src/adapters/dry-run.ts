/** A plan that is only tried out: writing nothing, it looks for what writing would stumble over. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Decided } from '@wikibot/platform/kernel/event-store';
import type { FileChange } from '../domain/file-changes.ts';
import type { Ground, Plan } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** Answered with the head that the change would be made on. */
export const triedOut = async <A>(ground: Ground, plan: Plan<A>): Promise<Decided<A> | Refused> => {
  const { head, status } = ground.wiki;
  if (!head) return refusals['wiki.not-ready']({ status });
  for (const change of plan.changes) {
    const clash = 'delete' in change ? undefined : await clashOf(ground, change);
    if (clash !== undefined) return refusals['page.place-taken']({ path: clash });
  }
  return { ok: true, facts: [], answer: plan.answer({ head, sequence: ground.sequence - 1 }) };
};

/** A folder where the file should be, or a file where a folder of it should be. */
const clashOf = async (ground: Ground, { path }: FileChange): Promise<string | undefined> => {
  const segments = path.split('/');
  for (let count = 1; count <= segments.length; count += 1) {
    const place = segments.slice(0, count).join('/');
    if ((await ground.spelling(place)) !== place) continue;
    const isFile = (await ground.find(place)) !== undefined;
    if (isFile !== (count === segments.length)) return place;
  }
  return undefined;
};
