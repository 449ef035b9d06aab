/** What the auth context permits: the same check at every door, from what the request itself declares. */
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

/** Undefined when permitted, otherwise the refusal. `paths` are the page paths that the request touches. */
export const denialOf = (auth: AuthContext, access: Access | 'anyone', paths: readonly string[] = []): Refused | undefined => {
  if (access === 'anyone') return undefined;
  if (access === 'system') return notAllowed({ needs: 'act for the system' });
  if (access === 'account') return auth.accountId ? undefined : signIn({ reason: auth.reason ?? 'no-credentials' });
  return roleDenial(auth, access) ?? pathDenial(auth.pathRules, access, paths);
};

/** Whoever may not even read learns nothing: a private wiki looks like one that does not exist. */
const roleDenial = (auth: AuthContext, access: 'read' | 'write' | 'own'): Refused | undefined => {
  const needed = NEEDS[access];
  if (!auth.wiki || !auth.role) return auth.accountId && auth.reason !== 'wrong-wiki' ? unknownWiki({}) : signIn({ reason: auth.reason ?? 'no-credentials' });
  if (RANK[auth.role] >= RANK[needed.role] && auth.scopes.includes(needed.scope)) return undefined;
  return auth.accountId ? notAllowed({ needs: access }) : signIn({ reason: auth.reason ?? 'no-credentials' });
};

const pathDenial = (rules: readonly PathRule[], access: 'read' | 'write' | 'own', paths: readonly string[]): Refused | undefined => {
  const refused = paths.find((path) => !pathPermits(rules, path, access === 'read' ? 'read' : 'write'));
  return refused === undefined ? undefined : pathNotAllowed({ path: refused });
};

/** The longest matching rule decides; without one the role holds. */
export const pathPermits = (rules: readonly PathRule[], path: string, access: 'read' | 'write'): boolean => {
  const key = pageKey(path);
  const matching = rules
    .map((rule) => ({ ...rule, key: pageKey(rule.prefix) }))
    .filter((rule) => key === rule.key || key.startsWith(`${rule.key}/`) || rule.key === '');
  const longest = matching.sort((a, b) => b.key.length - a.key.length)[0];
  if (!longest) return true;
  return longest.access === 'write' || (access === 'read' && longest.access === 'read');
};
