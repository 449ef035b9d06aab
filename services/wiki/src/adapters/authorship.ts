/** Whom a commit names: the person by user name and a no-reply alias, never an address; the agent in trailers. */
import type { Actor } from '@wikibot/contracts/define/actor';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { Context } from '@wikibot/contracts/define/context';
import type { MergedProposal } from '@wikibot/contracts/facts/wiki';
import { authorAlias } from '@wikibot/contracts/requests/pages';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import { commitMessage, mergeMessage } from '../domain/commit-message.ts';
import type { Signature } from '../domain/git-object.ts';
import type { Names } from '../ports.ts';

export interface Authorship {
  of(actor: Actor): Promise<Signature>;
  message(message: string, context: Context, merged?: MergedProposal): string;
}

export const authorship = ({ clock }: KernelPorts, names: Names): Authorship => ({
  of: async (actor) => {
    const accountId = accountOf(actor);
    if (!accountId) return { name: 'wikibot', email: 'noreply@wikibot.invalid', time: clock.now() };
    return { name: (await names.of(accountId)) ?? accountId, email: authorAlias(accountId), time: clock.now() };
  },
  message: (message, { actor, requestId }, merged) =>
    merged ? mergeMessage(message, { merged, actor, requestId }) : commitMessage(message, actor, requestId),
});
