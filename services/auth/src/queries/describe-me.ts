import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeMe } from '@wikibot/contracts/requests/auth';
import { callerAccount } from '../domain/caller-account.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

const slice: AnswerSlice<typeof describeMe, Ports> = async (_asked, context, ports) => {
  const accountId = callerAccount(context);
  const account = accountId && (await ports.accounts.find(accountId));
  if (!account) return refusals['account.needed']({});
  const { username, displayName } = account;
  return { ok: true, answer: { accountId, username, displayName }, token: {} };
};
export default slice;
