import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { accountStream } from '@wikibot/contracts/facts/auth';
import type { revokeToken } from '@wikibot/contracts/requests/auth';
import { callerAccount } from '../domain/caller-account.ts';
import { mayChangeTokens } from '../domain/token-rules.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** The authorizer reads the very row that changes here, so the token stops with the commit. Another account's token is as good as none. */
const slice: AnswerSlice<typeof revokeToken, Ports> = async ({ tokenId }, context, ports) => {
  const accountId = callerAccount(context);
  if (!accountId) return refusals['account.needed']({});
  const refused = mayChangeTokens(context.auth);
  if (refused) return refused;
  return ports.events.commit(context, streamOf(accountStream, accountId), async () => {
    const token = await ports.tokens.find(tokenId);
    if (token?.accountId !== accountId) return refusals['token.unknown']({ tokenId });
    if (token.revoked) return { ok: true, facts: [], answer: {} };
    return {
      ok: true,
      facts: [{ name: 'auth.TokenRevoked', data: { accountId, tokenId } }],
      changes: ports.tokens.revoking(token),
      tenant: { accountId },
      answer: {},
    };
  });
};
export default slice;
