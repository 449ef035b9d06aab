/** Who may do what on the wiki that a path names: the rules, without any look-up. */
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { AuthContext, PathRule, Reason, Role, Scope } from '@wikibot/contracts/http/auth-context';

export type Wiki = NonNullable<AuthContext['wiki']>;

/** What an account was given on a wiki. */
export interface Grant {
  readonly role: Role;
  readonly rules: readonly PathRule[];
}

export type Caller =
  /** Nobody we know. `turnedAway`: they sent an `Authorization` that does not hold, and are to hear so wherever they ask. */
  | { readonly kind: 'anonymous'; readonly reason: Reason; readonly turnedAway: boolean }
  | { readonly kind: 'known'; readonly accountId: AccountId; readonly scopes: readonly Scope[]; readonly onlyWiki?: WikiId };

/** `wiki` is given only along with a role, so nothing of a wiki leaks to whoever may not see it. */
export type Standing =
  | { readonly role: Role; readonly wiki: Wiki; readonly pathRules: PathRule[]; readonly reason?: Reason }
  | { readonly role?: never; readonly wiki?: never; readonly pathRules: PathRule[]; readonly reason?: Reason };

const nothing = (reason: Reason): Standing => ({ pathRules: [], reason });

const stranger = (wiki: Wiki | undefined, reasons: { readonly visitor: Reason; readonly refused: Reason }): Standing =>
  wiki?.visibility === 'public' && wiki.active && wiki.ending === undefined
    ? { role: 'viewer', wiki, pathRules: [], reason: reasons.visitor }
    : nothing(reasons.refused);

const granted = (grant: Grant | undefined, wiki: Wiki | undefined): Standing | undefined => {
  if (!grant || !wiki || (wiki.ending !== undefined && grant.role !== 'owner')) return undefined;
  return { role: grant.role, wiki, pathRules: [...grant.rules] };
};

/**
 * The order matters:
 * 1. Who was turned away has no role, not even on a public wiki: a dead token is told, not silently a visitor.
 * 2. A token for one wiki counts there and nowhere else, public or not, existing or not.
 * 3. What was granted holds; of a wiki that is being deleted only to its owners.
 * 4. Everybody else reads public wikis; a private one looks exactly like none.
 */
export const standingOn = (caller: Caller, wiki: Wiki | undefined, grant: Grant | undefined): Standing => {
  if (caller.kind === 'anonymous') {
    return caller.turnedAway ? nothing(caller.reason) : stranger(wiki, { visitor: caller.reason, refused: caller.reason });
  }
  if (caller.onlyWiki !== undefined && caller.onlyWiki !== wiki?.id) return nothing('wrong-wiki');
  return granted(grant, wiki) ?? stranger(wiki, { visitor: 'not-a-member', refused: 'unknown-wiki' });
};

/** Where no wiki is named, the account is asked for, and a token for one wiki opens nothing of its account. */
export const standingElsewhere = (caller: Caller): Standing => {
  if (caller.kind === 'anonymous') return nothing(caller.reason);
  return caller.onlyWiki === undefined ? { pathRules: [] } : nothing('wrong-wiki');
};
