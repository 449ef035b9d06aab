import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { listTokens } from '@wikibot/contracts/requests/auth';
import { callerAccount } from '../domain/caller-account.ts';
import { describeToken } from '../domain/token.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

const slice: AnswerSlice<typeof listTokens, Ports> = async (_asked, context, ports) => {
  const accountId = callerAccount(context);
  if (!accountId) return refusals['account.needed']({});
  return { ok: true, answer: { tokens: (await ports.tokens.list(accountId)).map(describeToken) }, token: {} };
};
export default slice;
