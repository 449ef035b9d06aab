import type { AccountId } from '@wikibot/contracts/define/ids';
import type { OwnerName } from '@wikibot/contracts/http/names';

/** Somebody's names, which change, under an id, which does not. */
export interface Account {
  readonly accountId: AccountId;
  readonly username: OwnerName;
  readonly displayName: string;
  /** Grows with every change of the profile. */
  readonly revision: number;
  /** User names that it has given up, which stay its own. */
  readonly former?: readonly OwnerName[];
}
