import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeMembers } from '@wikibot/contracts/requests/auth';
import { describeToken } from '../domain/token.ts';
import type { Ports } from '../ports.ts';

type Answer = AnswerOf<typeof describeMembers>;

/** Tokens of whole accounts are their owners' business: only those for this wiki are named. */
const slice: AnswerSlice<typeof describeMembers, Ports> = async ({ wikiId }, _context, ports) => {
  const members: Answer['members'] = [];
  const tokens: Answer['tokens'] = [];
  for (const { accountId, role, rules } of await ports.grants.on(wikiId)) {
    const account = await ports.accounts.find(accountId);
    if (!account) continue;
    const { username, displayName } = account;
    members.push({ accountId, username, displayName, role, pathRules: [...rules] });
    tokens.push(...(await tokensFor(ports, accountId, wikiId)));
  }
  return { ok: true, answer: { members, tokens }, token: {} };
};
export default slice;

const tokensFor = async ({ tokens }: Ports, accountId: AccountId, wikiId: WikiId): Promise<Answer['tokens']> => {
  const all = (await tokens.list(accountId)).map(describeToken);
  return all.filter((token) => token.wikiId === wikiId).map((token) => ({ ...token, accountId }));
};
