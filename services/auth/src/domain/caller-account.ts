import { accountOf } from '@wikibot/contracts/define/actor';
import type { Context } from '@wikibot/contracts/define/context';
import type { AccountId } from '@wikibot/contracts/define/ids';

/** The account that a request about "the account" is about: the caller's own. Only the system may ask for the tenant's. */
export const callerAccount = ({ actor, tenant }: Pick<Context, 'actor' | 'tenant'>): AccountId | undefined =>
  actor.kind === 'system' ? tenant.accountId : accountOf(actor);
