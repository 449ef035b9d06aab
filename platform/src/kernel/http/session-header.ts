/** Agents over REST say in a header in which session they work, so that all they do in it can be found, and undone, together. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { invalid } from '../kernel-refusals.ts';

export const SESSION_HEADER = 'Wikibot-Session';

const SESSION = /^[\x21-\x7e]{1,60}$/;

export const sessionProblem = (headers: Headers): Refused | undefined =>
  SESSION.test(headers.get(SESSION_HEADER) ?? 'none')
    ? undefined
    : invalid({ issues: [{ path: SESSION_HEADER, message: 'takes 1 to 60 printable ASCII characters without spaces' }] });

/** Only what is known to be an agent is in a session. */
export const inSession = (context: Context, headers: Headers): Context => {
  const { actor } = context;
  const session = headers.get(SESSION_HEADER);
  return session === null || actor.kind !== 'agent' ? context : { ...context, actor: { ...actor, session } };
};
