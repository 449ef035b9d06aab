/** The wiki behind git's doors, for those who may have all of it: a clone cannot leave pages out. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { denialOf } from '@wikibot/platform/kernel/access';
import { closedToChanges } from '../../domain/closed-to-changes.ts';
import type { Wiki } from '../../domain/wiki.ts';
import type { Ports } from '../../ports.ts';
import { refusals } from '../../refusals.ts';
import { readableWiki } from '../readable-wiki.ts';

/** Whoever pushes must be able to read everything too, or could not have fetched what the push is built on. */
export const writableWiki = async (auth: AuthContext, ports: Ports): Promise<Wiki | Refused> => {
  const denied = denialOf(auth, { access: 'write' });
  if (denied) return denied;
  const wiki = await readableWiki(auth, ports);
  if ('refusal' in wiki) return wiki;
  const closed = closedToChanges(wiki);
  if (closed) return closed;
  if (wiki.status !== 'active') return refusals['wiki.not-ready']({ status: wiki.status });
  const limits = await ports.entitlements.of(wiki.ownerId);
  if (!limits) return refusals['wiki.plan-unknown']({});
  return limits.gitPush ? wiki : refusals['git.push-not-in-plan']({});
};

/** Only version 2 is another protocol; 1 differs from 0 by a line that nobody misses. */
export const versionOf = (request: Request): 0 | 2 =>
  (request.headers.get('Git-Protocol') ?? '').split(':').includes('version=2') ? 2 : 0;
