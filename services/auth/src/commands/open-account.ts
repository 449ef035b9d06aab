import { streamOf } from '@wikibot/contracts/define/fact';
import { AccountId } from '@wikibot/contracts/define/ids';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { accountStream, profileChanged } from '@wikibot/contracts/facts/auth';
import type { openAccount } from '@wikibot/contracts/requests/auth';
import type { Ports } from '../ports.ts';

/** The row of the user name decides who was first; whoever comes second finds the account of the first. */
const slice: AnswerSlice<typeof openAccount, Ports> = ({ username, displayName, provider }, context, ports) => {
  const accountId = AccountId.parse(ports.ids.entity('acc'));
  return ports.events.commit<AnswerOf<typeof openAccount>>(context, streamOf(accountStream, accountId), async () => {
    const holder = await ports.accounts.named(username);
    if (holder) return { ok: true, facts: [], answer: { accountId: holder, opened: false } };
    const account = { accountId, username, displayName, revision: 1 };
    return {
      ok: true,
      facts: [{ name: 'auth.AccountOpened', data: { accountId, provider } }],
      changes: [...ports.accounts.opening(account), ports.publish.noticing(profileChanged, account, context)],
      tenant: { accountId },
      answer: { accountId, opened: true },
    };
  });
};
export default slice;
