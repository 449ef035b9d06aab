/** What a change of profile comes to: the account as it is then, or why not. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { OwnerName } from '@wikibot/contracts/http/names';
import type { Account } from './account.ts';
import { refusals } from '../refusals.ts';

export interface WantedProfile {
  readonly username?: OwnerName | undefined;
  readonly displayName?: string | undefined;
}

/** Every name that is given up stays reserved, so nobody may collect them. */
const MOST_NAMES = 6;

/** Undefined when nothing is another than before. */
export const renamed = (
  account: Account,
  wanted: WantedProfile,
): { readonly ok: true; readonly account: Account | undefined } | Refused => {
  const { username = account.username, displayName = account.displayName } = wanted;
  if (username === account.username && displayName === account.displayName) return { ok: true, account: undefined };
  const names = new Set([...(account.former ?? []), account.username, username]);
  if (names.size > MOST_NAMES) return refusals['account.too-many-names']({ limit: MOST_NAMES });
  names.delete(username);
  return { ok: true, account: { ...account, username, displayName, revision: account.revision + 1, former: [...names] } };
};
