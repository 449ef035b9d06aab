/** Who sends a request, from what they bring: looked up anew every time, so whatever is revoked stops at once. */
import type { Actor } from '@wikibot/contracts/define/actor';
import type { AuthContext, Reason } from '@wikibot/contracts/http/auth-context';
import { clientName } from '../domain/client-name.ts';
import type { Credentials } from '../domain/credentials.ts';
import type { Caller } from '../domain/standing.ts';
import type { StoredToken } from '../domain/token.ts';
import { tokenIdOf } from '../domain/token-text.ts';
import type { Account } from '../domain/account.ts';
import type { Ports } from '../ports.ts';

export interface Identified {
  readonly caller: Caller;
  readonly actor: Actor;
  readonly via: AuthContext['via'];
  readonly account?: Account;
  /** A browser sends the proof by itself. */
  readonly ambient: boolean;
  readonly csrfToken?: string;
}

const nobody = (reason: Reason, turnedAway: boolean): Identified => ({
  caller: { kind: 'anonymous', reason, turnedAway },
  actor: { kind: 'anonymous' },
  via: 'anonymous',
  ambient: false,
});

/** A stranger who does not know the secret does not learn that the token was revoked either. */
const problemOf = (text: string, token: StoredToken | undefined, { digests }: Ports): Reason | undefined => {
  if (!token || !digests.proves(text, token.hash)) return 'bad-credentials';
  return token.revoked ? 'revoked' : undefined;
};

const byToken = async ({ text, ambient }: Extract<Credentials, { kind: 'token' }>, headers: Headers, ports: Ports): Promise<Identified> => {
  const id = tokenIdOf(text);
  const token = id && (await ports.tokens.find(id));
  const problem = problemOf(text, token, ports);
  if (!token || problem) return nobody(problem ?? 'bad-credentials', true);
  const { accountId, scopes, wikiId } = token;
  const account = await ports.accounts.find(accountId);
  if (!account) return nobody('unknown-account', true);
  void ports.tokens.noteUse(token); // nobody waits for it, and it never rejects
  return {
    caller: { kind: 'known', accountId, scopes, ...(wikiId ? { onlyWiki: wikiId } : {}) },
    actor: { kind: 'agent', accountId, client: clientName(headers) },
    via: 'token',
    account,
    ambient,
  };
};

/** A browser whose session is over goes on as a visitor: public wikis stay readable, and the reason tells why it is no more than that. */
const bySession = async (text: string, ports: Ports): Promise<Identified> => {
  const unsealed = await ports.seal.unseal(text);
  if (!unsealed.ok) return nobody(unsealed.reason, false);
  const { session } = unsealed;
  const [holds, account] = await Promise.all([ports.sessions.holds(session), ports.accounts.find(session.accountId)]);
  if (!holds) return nobody('revoked', false);
  if (!account) return nobody('unknown-account', false);
  return {
    caller: { kind: 'known', accountId: session.accountId, scopes: ['read', 'write'] },
    actor: { kind: 'person', accountId: session.accountId },
    via: 'session',
    account,
    ambient: true,
    csrfToken: ports.seal.csrfToken(session),
  };
};

export const identifyCaller = async (credentials: Credentials, headers: Headers, ports: Ports): Promise<Identified> => {
  switch (credentials.kind) {
    case 'token':
      return byToken(credentials, headers, ports);
    case 'session':
      return bySession(credentials.text, ports);
    case 'unusable':
      return nobody('bad-credentials', true);
    case 'none':
      return nobody('no-credentials', false);
  }
};
