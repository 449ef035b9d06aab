import type { Context } from '@wikibot/contracts/define/context';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import { TokenId } from '@wikibot/contracts/define/ids';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { accountStream } from '@wikibot/contracts/facts/auth';
import type { issueToken } from '@wikibot/contracts/requests/auth';
import { callerAccount } from '../domain/caller-account.ts';
import type { StoredToken } from '../domain/token.ts';
import { describeToken } from '../domain/token.ts';
import { MAX_TOKENS, mayChangeTokens, mayGiveScopes } from '../domain/token-rules.ts';
import { SECRET_BYTES, tokenText } from '../domain/token-text.ts';
import type { Ports } from '../ports.ts';
import { resolveAddress } from '../queries/resolve-address.ts';
import { refusals } from '../refusals.ts';

type Asked = DataOf<typeof issueToken>;

/** The wiki a token is to be for: one of which the account is a member. Any other is as good as none. */
const wikiOf = async (wiki: string, accountId: AccountId, ports: Ports): Promise<WikiId | undefined> => {
  const [owner, slug] = wiki.split('/');
  const found = await resolveAddress({ owner, wiki: slug }, ports);
  return found && (await ports.grants.find(found.id, accountId)) ? found.id : undefined;
};

interface Making {
  readonly accountId: AccountId;
  readonly wikiId: WikiId | undefined;
  readonly asked: Asked;
}

const make = ({ accountId, wikiId, asked }: Making, ports: Ports): { readonly token: StoredToken; readonly secret: string } => {
  const id = TokenId.parse(ports.ids.entity('tok'));
  const secret = tokenText(id, ports.ids.secret(SECRET_BYTES));
  const { name, scopes } = asked;
  const created = new Date(ports.clock.now()).toISOString();
  return {
    secret,
    token: { id, accountId, name, scopes: [...new Set(scopes)], created, hash: ports.digests.of(secret), ...(wikiId ? { wikiId } : {}) },
  };
};

/**
 * Over HTTP the secret is added after the commit, so that the outcome remembered under an idempotency key lacks it: a repeat learns which
 * token there is and gets an empty secret. On the bus (first start, operators) the answer itself has to carry it.
 */
const commitToken = async (making: Making, context: Context, ports: Ports) => {
  const { accountId, wikiId } = making;
  const { token, secret } = make(making, ports);
  const shown: AnswerOf<typeof issueToken> = { ...describeToken(token), secret };
  const outcome = await ports.events.commit(context, streamOf(accountStream, accountId), async () => {
    if (!(await ports.accounts.find(accountId))) return refusals['account.unknown']({});
    if ((await ports.tokens.list(accountId)).length >= MAX_TOKENS) return refusals['token.too-many']({ limit: MAX_TOKENS });
    return {
      ok: true,
      facts: [
        { name: 'auth.TokenIssued', data: { accountId, tokenId: token.id, scopes: [...token.scopes], ...(wikiId ? { wikiId } : {}) } },
      ],
      changes: ports.tokens.keeping(token),
      tenant: { accountId },
      answer: context.auth ? { ...shown, secret: '' } : shown,
    };
  });
  return outcome.ok && outcome.answer.id === token.id ? { ...outcome, answer: shown } : outcome;
};

const slice: AnswerSlice<typeof issueToken, Ports> = async (asked, context, ports) => {
  const accountId = callerAccount(context);
  if (!accountId) return refusals['account.needed']({});
  const refused = mayChangeTokens(context.auth) ?? mayGiveScopes(context.auth, asked.scopes);
  if (refused) return refused;
  const wikiId = asked.wiki === undefined ? undefined : await wikiOf(asked.wiki, accountId, ports);
  if (asked.wiki !== undefined && !wikiId) return refusals['wiki.unknown']({ wiki: asked.wiki });
  return commitToken({ accountId, wikiId, asked }, context, ports);
};
export default slice;
