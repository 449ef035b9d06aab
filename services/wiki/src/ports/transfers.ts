import type { AccountId, TransferId, WikiId } from '@wikibot/contracts/define/ids';
import type { Operation } from '@wikibot/platform/kernel/table';
import type { OfferBetween } from '../domain/transfer.ts';

/** Which offers an account has to do with. What was offered stands in the row of the wiki, and changes with its stream. */
export interface Transfers {
  /** The wiki of an offer that the account has made or was made; another account's is as good as none. */
  wikiOf(accountId: AccountId, transferId: TransferId): Promise<WikiId | undefined>;
  /** Newest first, those made and those received together, at most two hundred. */
  of(accountId: AccountId): Promise<readonly Pick<OfferBetween, 'id' | 'wikiId'>[]>;
  keeping(offer: OfferBetween): readonly Operation[];
  removing(offer: OfferBetween): readonly Operation[];
}
