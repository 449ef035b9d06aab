/** Whom a commit names: the person by user name and a no-reply alias, never an address; the agent in trailers. */
import type { Actor } from '@wikibot/contracts/define/actor';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { Context } from '@wikibot/contracts/define/context';
import { authorAlias } from '@wikibot/contracts/requests/pages';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import { commitMessage } from '../domain/commit-message.ts';
import type { Signature } from '../domain/git-object.ts';
import { profileKey } from '../domain/profile-key.ts';

export interface Authorship {
  of(actor: Actor): Promise<Signature>;
  message(message: string, context: Context): string;
}

export const authorship = ({ table, clock }: KernelPorts): Authorship => ({
  of: async (actor) => {
    const accountId = accountOf(actor);
    if (!accountId) return { name: 'wikibot', email: 'noreply@wikibot.invalid', time: clock.now() };
    const profile = await table.get(profileKey(accountId));
    return { name: typeof profile?.['username'] === 'string' ? profile['username'] : accountId, email: authorAlias(accountId), time: clock.now() };
  },
  message: (message, { actor, requestId }) => commitMessage(message, actor, requestId),
});
