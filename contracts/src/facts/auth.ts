import * as z from 'zod';
import { defineFact, defineNotice, defineStream } from '../define/fact.ts';
import { AccountId, TokenId, WikiId } from '../define/ids.ts';
import { Role, Scope } from '../http/auth-context.ts';
import { OwnerName } from '../http/names.ts';

export const accountOpened = defineFact('auth.AccountOpened', {
  meaning: 'Someone got an account.',
  data: z.object({ accountId: AccountId, provider: z.enum(['local', 'workos']) }),
});

export const accountRenamed = defineFact('auth.AccountRenamed', {
  meaning: 'Someone took another user name, or the name shown; which one is told by the notice, as facts hold no names.',
  data: z.object({ accountId: AccountId }),
});

export const tokenIssued = defineFact('auth.TokenIssued', {
  meaning: 'A token was made for an account or for one wiki; its secret is stored hashed and shown once.',
  data: z.object({ accountId: AccountId, tokenId: TokenId, scopes: z.array(Scope), wikiId: WikiId.optional() }),
});

export const tokenRevoked = defineFact('auth.TokenRevoked', {
  meaning: 'A token stopped working at once.',
  data: z.object({ accountId: AccountId, tokenId: TokenId }),
});

export const roleGranted = defineFact('auth.RoleGranted', {
  meaning: 'An account got a role on a wiki; granting again overwrites.',
  data: z.object({ wikiId: WikiId, accountId: AccountId, role: Role }),
});

export const roleWithdrawn = defineFact('auth.RoleWithdrawn', {
  meaning: 'An account lost its role on a wiki.',
  data: z.object({ wikiId: WikiId, accountId: AccountId }),
});

export const accessEnded = defineFact('auth.AccessEnded', {
  meaning: 'A wiki was deleted: every role on it and every token for it are gone. It ends the stream.',
  data: z.object({ wikiId: WikiId }),
});

export const accountStream = defineStream({
  name: 'account',
  service: 'auth',
  meaning: 'The life of one account: `account/<accountId>`.',
  facts: [accountOpened, accountRenamed, tokenIssued, tokenRevoked],
});

export const accessStream = defineStream({
  name: 'access',
  service: 'auth',
  meaning: 'Who may do what on one wiki: `access/<wikiId>`.',
  facts: [roleGranted, roleWithdrawn, accessEnded],
  ends: accessEnded.name,
});

export const profileChanged = defineNotice('auth.ProfileChanged', {
  meaning: 'The name under which an account is shown is now this one.',
  data: z.object({
    accountId: AccountId,
    username: OwnerName,
    displayName: z.string().min(1).max(100),
    revision: z.number().int().positive().describe('Grows with every change; a smaller one is out of date.'),
  }),
});
