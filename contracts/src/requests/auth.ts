import * as z from 'zod';
import { AccountId, Instant, TokenId, WikiId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { StaysAs } from '../facts/wiki-transfers.ts';
import { PathRule, Role, Scope } from '../http/auth-context.ts';
import { OwnerName } from '../http/names.ts';

const nothing = z.object({});
const ofWiki = z.strictObject({ wikiId: WikiId, accountId: AccountId });

export const openAccount = defineRequest('auth.OpenAccount', {
  meaning: 'Opens an account under a user name, or finds the one that has it.',
  access: 'system',
  data: z.strictObject({ username: OwnerName, displayName: z.string().min(1).max(100), provider: z.enum(['local', 'workos']) }),
  answer: z.object({ accountId: AccountId, opened: z.boolean() }),
});

export const makeSignInLink = defineRequest('auth.MakeSignInLink', {
  confidential: true,
  meaning: 'Makes a link that signs an account in once.',
  access: 'system',
  data: z.strictObject({ accountId: AccountId, minutes: z.number().int().min(1).max(1440) }),
  answer: z.object({ path: z.string().describe('Path and query below the public address.') }),
});

/** A token as its owner sees it; the secret is in it only when it has just been made. */
export const TokenDescription = z
  .object({
    id: TokenId,
    name: z.string(),
    scopes: z.array(Scope),
    wikiId: WikiId.optional(),
    created: Instant,
    lastUsed: Instant.optional(),
  })
  .meta({ id: 'TokenDescription' });

export const issueToken = defineRequest('auth.IssueToken', {
  confidential: true,
  meaning: 'Makes a token for the account, or for one of its wikis.',
  access: 'account',
  data: z.strictObject({
    name: z.string().trim().min(1).max(60),
    scopes: z.array(Scope).min(1).default(['read', 'write']),
    wiki: z
      .string()
      .regex(/^[a-z0-9-]{3,30}\/[a-z0-9-]{3,30}$/, 'owner/wiki')
      .optional()
      .describe('`owner/wiki`; without it the token is for the account.'),
  }),
  answer: TokenDescription.extend({ secret: z.string() }),
});

export const revokeToken = defineRequest('auth.RevokeToken', {
  meaning: 'Stops a token at once.',
  access: 'account',
  data: z.strictObject({ tokenId: TokenId }),
  answer: nothing,
});

export const listTokens = defineRequest('auth.ListTokens', {
  meaning: 'The tokens of the account, without their secrets.',
  access: 'account',
  safe: true,
  data: z.strictObject({}),
  answer: z.object({ tokens: z.array(TokenDescription) }),
});

export const describeMe = defineRequest('auth.DescribeMe', {
  meaning: 'Who the account is, as others see it.',
  access: 'account',
  safe: true,
  data: z.strictObject({}),
  answer: z.object({ accountId: AccountId, username: OwnerName, displayName: z.string() }),
});

export const grantOwner = defineRequest('auth.GrantOwner', {
  meaning: 'Makes an account the owner of a wiki.',
  access: 'system',
  data: ofWiki,
  answer: nothing,
});

export const describeMembers = defineRequest('auth.DescribeMembers', {
  meaning: 'Who has which role on a wiki, and which tokens are for that wiki alone; never a secret.',
  access: 'system',
  safe: true,
  data: z.strictObject({ wikiId: WikiId }),
  answer: z.object({
    members: z.array(
      z.object({ accountId: AccountId, username: OwnerName, displayName: z.string(), role: Role, pathRules: z.array(PathRule) }),
    ),
    tokens: z.array(TokenDescription.extend({ accountId: AccountId })),
  }),
});

export const withdrawRole = defineRequest('auth.WithdrawRole', {
  meaning: "Takes an account's role on a wiki away.",
  access: 'system',
  data: ofWiki,
  answer: nothing,
});

/** A name given up stays with its account: nobody else can take it, and its addresses lead to the new one. */
export const changeProfile = defineRequest('auth.ChangeProfile', {
  meaning: 'Changes the user name or the name shown; the user name before stays reserved for the account.',
  access: 'account',
  data: z.strictObject({ username: OwnerName.optional(), displayName: z.string().trim().min(1).max(100).optional() }),
  answer: describeMe.answer,
});

export const passOwnership = defineRequest('auth.PassOwnership', {
  meaning: 'Makes the account that took a wiki over its owner, and the one before what was agreed; told late or again, it changes nothing.',
  access: 'system',
  data: z.strictObject({
    wikiId: WikiId,
    sequence: z.number().int().positive().describe('Of the fact that the wiki was taken over: of two, the later holds.'),
    time: Instant.describe('When that was; tokens for the wiki made before it by an account that loses access stop working.'),
    ownerId: AccountId,
    previousOwnerId: AccountId,
    staysAs: StaysAs,
  }),
  answer: nothing,
});

export const findAccount = defineRequest('auth.FindAccount', {
  meaning: 'Whose user name this is.',
  access: 'system',
  safe: true,
  data: z.strictObject({ username: z.string().max(100) }),
  answer: z.object({ accountId: AccountId }),
});

export const awaitDirectory = defineRequest('auth.AwaitDirectory', {
  meaning: 'Answers once everybody is let in, and led on, by what a wiki was up to a sequence.',
  access: 'system',
  safe: true,
  data: z.strictObject({ wikiId: WikiId, sequence: z.number().int().positive() }),
  answer: z.object({ sequence: z.number().int() }),
});
