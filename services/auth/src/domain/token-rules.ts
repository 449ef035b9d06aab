/** What may be asked of tokens by whom. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AuthContext, Scope } from '@wikibot/contracts/http/auth-context';
import { refusals } from '../refusals.ts';

/** As many as one answer lists. */
export const MAX_TOKENS = 100;

/** A token that may only read changes no tokens either; whoever is signed in, or is no caller from outside, may. */
export const mayChangeTokens = (auth: AuthContext | undefined): Refused | undefined =>
  auth && !auth.scopes.includes('write') ? refusals['token.read-only']({}) : undefined;

/** A token never begets one that may do more than itself. */
export const mayGiveScopes = (auth: AuthContext | undefined, scopes: readonly Scope[]): Refused | undefined =>
  auth && scopes.some((scope) => !auth.scopes.includes(scope)) ? refusals['token.too-wide']({ scopes: auth.scopes }) : undefined;
