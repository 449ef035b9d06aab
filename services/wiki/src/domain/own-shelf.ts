import type { Context } from '@wikibot/contracts/define/context';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';

/** Whose drafts a request means: of the account that asks, itself or through an agent; nobody may ask for those of others. */
export const ownShelf = ({ actor, tenant }: Context): { readonly wikiId: WikiId; readonly accountId: AccountId } | undefined => {
  const accountId = accountOf(actor);
  return tenant.wikiId && accountId && { wikiId: tenant.wikiId, accountId };
};
