/** Every way auth says no. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';
import type { Scope } from '@wikibot/contracts/http/auth-context';

type Nothing = Record<never, never>;

export const refusals = defineRefusals({
  'account.needed': no<Nothing>(
    'unauthenticated',
    () => 'This needs an account.',
    () => 'Sign in, or send a token of the account.',
  ),
  'account.unknown': no<Nothing>(
    'not-found',
    () => 'There is no such account.',
    () => 'Open the account first.',
  ),
  'account.unknown-name': no<{ username: string }>(
    'not-found',
    (d) => `Nobody is called ${d.username}.`,
    () => 'Check the user name; it is what their addresses begin with.',
  ),
  'account.name-taken': no<{ username: string }>(
    'conflict',
    (d) => `The user name ${d.username} is taken, or kept for whoever had it.`,
    () => 'Choose another.',
  ),
  'account.too-many-names': no<{ limit: number }>(
    'limit',
    (d) => `An account keeps at most ${d.limit} user names, the earlier ones among them.`,
    () => 'Take one of your earlier names again.',
  ),
  'token.unknown': no<{ tokenId: string }>(
    'not-found',
    (d) => `You have no token ${d.tokenId}.`,
    () => 'List your tokens to see their ids.',
  ),
  'token.too-many': no<{ limit: number }>(
    'limit',
    (d) => `An account has at most ${d.limit} tokens.`,
    () => 'Revoke one that is not used any more.',
  ),
  'token.too-wide': no<{ scopes: readonly Scope[] }>(
    'forbidden',
    (d) => `A token with the scopes ${d.scopes.join(', ')} cannot give more than it has.`,
    () => 'Ask for no more scopes than those, or sign in and make the token there.',
  ),
  'token.read-only': no<Nothing>(
    'forbidden',
    () => 'This token may only read.',
    () => 'Use a token with the scope write, or sign in.',
  ),
  'wiki.unknown': no<{ wiki: string }>(
    'not-found',
    (d) => `You are not a member of a wiki ${d.wiki}.`,
    () => 'Name one of your wikis as owner/wiki.',
  ),
  'wiki.abandoned': no<{ wikiId: string }>(
    'gone',
    () => 'Setting this wiki up failed; nothing of it is left.',
    () => 'Create the wiki again.',
  ),
});
