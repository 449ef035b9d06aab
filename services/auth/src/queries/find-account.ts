import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { OwnerName } from '@wikibot/contracts/http/names';
import type { findAccount } from '@wikibot/contracts/requests/auth';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** Only the name that an account has now: whoever gave one up is not meant by it any more. */
const slice: AnswerSlice<typeof findAccount, Ports> = async (data, _context, { accounts }) => {
  const username = OwnerName.safeParse(data.username);
  const accountId = username.success ? await accounts.named(username.data) : undefined;
  const account = accountId && (await accounts.find(accountId));
  if (!account || account.username !== data.username) return refusals['account.unknown-name']({ username: data.username });
  return { ok: true, answer: { accountId: account.accountId }, token: {} };
};
export default slice;
