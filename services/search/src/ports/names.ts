import type { AccountId } from '@wikibot/contracts/define/ids';

/** Accounts by their user name, as auth last announced them. */
export interface Names {
  /** Undefined for a name that nobody has. */
  accountOf(username: string): Promise<AccountId | undefined>;
}
