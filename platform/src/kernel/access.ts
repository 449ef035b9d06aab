/** What the auth context permits: the same check at every door, from what the request itself declares. */
import { wikiArchived, wikiEnding } from '@wikibot/contracts/define/closed-wiki';
import type { Context } from '@wikibot/contracts/define/context';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Access } from '@wikibot/contracts/define/request';
import type { AuthContext, PathRule, Role } from '@wikibot/contracts/http/auth-context';
import { pageKey } from '../page/page-path.ts';
import { notAllowed, pathNotAllowed, signIn, unknownWiki } from './kernel-refusals.ts';

const RANK: Readonly<Record<Role, number>> = { viewer: 1, editor: 2, owner: 3 };
const NEEDS: Readonly<Record<'read' | 'write' | 'own', { readonly role: Role; readonly scope: 'read' | 'write' }>> = {
  read: { role: 'viewer', scope: 'read' },
  write: { role: 'editor', scope: 'write' },
  own: { role: 'owner', scope: 'write' },
};

/** What is asked for: the access that a request or a door declares, the page paths it touches, and whether it changes nothing. */
export interface Asked {
  readonly access: Access | 'anyone';
  readonly paths?: readonly string[];
  readonly safe?: boolean;
}

/** Undefined when permitted, otherwise the refusal. */
export const denialOf = (auth: AuthContext, { access, paths = [], safe = false }: Asked): Refused | undefined => {
  switch (access) {
    case 'anyone':
      return undefined;
    case 'system':
      return notAllowed({ needs: 'act for the system' });
    case 'account':
      return accountDenial(auth, safe);
    case 'read':
    case 'write':
    case 'own':
      return roleDenial(auth, access) ?? pathDenial(auth.pathRules, access, paths);
  }
};

/** Whoever may not even read learns nothing: a private wiki looks like one that does not exist. */
const roleDenial = (auth: AuthContext, access: 'read' | 'write' | 'own'): Refused | undefined => {
  const needed = NEEDS[access];
  if (!auth.wiki || !auth.role) return auth.accountId ? unknownWiki({}) : unknownCaller(auth);
  if (RANK[auth.role] >= RANK[needed.role] && auth.scopes.includes(needed.scope))
    return access === 'write' ? closedToChanges(auth.wiki) : undefined;
  return auth.accountId ? notAllowed({ needs: access }) : unknownCaller(auth);
};

/** An archived wiki, and one that is being deleted, are only read, whoever asks. */
const closedToChanges = ({ archived, ending }: NonNullable<AuthContext['wiki']>): Refused | undefined => {
  if (ending !== undefined) return wikiEnding({ until: ending });
  return archived ? wikiArchived({}) : undefined;
};

const unknownCaller = ({ reason }: AuthContext): Refused => signIn({ reason: reason ?? 'no-credentials' });

/** Account-level requests: changing anything needs the scope to write. */
const accountDenial = (auth: AuthContext, safe: boolean): Refused | undefined => {
  if (!auth.accountId) return unknownCaller(auth);
  return safe || auth.scopes.includes('write') ? undefined : notAllowed({ needs: 'write' });
};

const pathDenial = (rules: readonly PathRule[], access: 'read' | 'write' | 'own', paths: readonly string[]): Refused | undefined => {
  const refused = paths.find((path) => !pathPermits(rules, path, access === 'read' ? 'read' : 'write'));
  return refused === undefined ? undefined : pathNotAllowed({ path: refused });
};

/** The rules of whoever asks, at a door or through another service. */
export const rulesOf = ({ auth, pathRules = [] }: Pick<Context, 'auth' | 'pathRules'>): readonly PathRule[] => auth?.pathRules ?? pathRules;

/** Of two rules for one folder the narrower holds. */
const NARROW = ['none', 'read', 'write'] as const;

/** The longest matching rule decides; without one the role holds. */
export const pathPermits = (rules: readonly PathRule[], path: string, access: 'read' | 'write'): boolean => {
  const key = pageKey(path);
  const matching = rules
    .map((rule) => ({ ...rule, key: pageKey(rule.prefix) }))
    .filter((rule) => key === rule.key || key.startsWith(`${rule.key}/`) || rule.key === '');
  const longest = matching.sort((a, b) => b.key.length - a.key.length || NARROW.indexOf(a.access) - NARROW.indexOf(b.access))[0];
  if (!longest) return true;
  return longest.access === 'write' || (access === 'read' && longest.access === 'read');
};
