import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { accountStream, profileChanged } from '@wikibot/contracts/facts/auth';
import type { changeProfile } from '@wikibot/contracts/requests/auth';
import { callerAccount } from '../domain/caller-account.ts';
import { renamed } from '../domain/renaming.ts';
import type { Account } from '../domain/account.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** The row of the user name decides who was first; the one before stays, so that old addresses go on leading here. */
const slice: AnswerSlice<typeof changeProfile, Ports> = async (wanted, context, ports) => {
  const accountId = callerAccount(context);
  if (!accountId) return refusals['account.needed']({});
  return ports.events.commit<AnswerOf<typeof changeProfile>>(context, streamOf(accountStream, accountId), async () => {
    const before = await ports.accounts.find(accountId);
    if (!before) return refusals['account.unknown']({});
    const decided = renamed(before, wanted);
    if (!decided.ok) return decided;
    const after = decided.account;
    if (!after) return { ok: true, facts: [], answer: shown(before) };
    const holder = await ports.accounts.named(after.username);
    if (holder !== undefined && holder !== accountId) return refusals['account.name-taken']({ username: after.username });
    return {
      ok: true,
      facts: [{ name: 'auth.AccountRenamed', data: { accountId } }],
      changes: [...ports.accounts.changing(before, after), ports.publish.noticing(profileChanged, told(after), context)],
      tenant: { accountId },
      answer: shown(after),
    };
  });
};
export default slice;

const shown = ({ accountId, username, displayName }: Account) => ({ accountId, username, displayName });
const told = (account: Account) => ({ ...shown(account), revision: account.revision });
