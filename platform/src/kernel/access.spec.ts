import { describe, expect, it } from '@jest/globals';
import { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { Access } from '@wikibot/contracts/define/request';
import type { AuthContext, PathRule, Role, Scope } from '@wikibot/contracts/http/auth-context';
import fc from 'fast-check';
import { denialOf, pathPermits } from './access.ts';

const ada = AccountId.parse(`acc_${'a'.repeat(32)}`);
const wiki = {
  id: WikiId.parse(`wik_${'b'.repeat(32)}`),
  owner: 'ada',
  slug: 'notes',
  ownerId: ada,
  name: 'Notes',
  visibility: 'private',
  active: true,
} as const;

const person = (role: Role | undefined, scopes: readonly Scope[], pathRules: readonly PathRule[] = []): AuthContext => ({
  actor: { kind: 'person', accountId: ada },
  accountId: ada,
  via: 'token',
  scopes: [...scopes],
  wiki,
  ...(role ? { role } : {}),
  pathRules: [...pathRules],
  csrfSafe: true,
});
const nobody = (over: Partial<AuthContext> = {}): AuthContext => ({
  actor: { kind: 'anonymous' },
  via: 'anonymous',
  scopes: [],
  pathRules: [],
  csrfSafe: true,
  ...over,
});

const codeOf = (auth: AuthContext, access: Access | 'anyone', paths: readonly string[] = []): string =>
  denialOf(auth, { access, paths })?.refusal.code ?? 'permitted';

/** Who holds what, and what each kind of access then answers. */
const MATRIX: readonly (readonly [Role | undefined, readonly Scope[], Readonly<Record<'read' | 'write' | 'own', string>>])[] = [
  [undefined, ['read', 'write'], { read: 'access.unknown-wiki', write: 'access.unknown-wiki', own: 'access.unknown-wiki' }],
  ['viewer', [], { read: 'access.not-allowed', write: 'access.not-allowed', own: 'access.not-allowed' }],
  ['viewer', ['read'], { read: 'permitted', write: 'access.not-allowed', own: 'access.not-allowed' }],
  ['viewer', ['read', 'write'], { read: 'permitted', write: 'access.not-allowed', own: 'access.not-allowed' }],
  ['editor', ['read'], { read: 'permitted', write: 'access.not-allowed', own: 'access.not-allowed' }],
  ['editor', ['write'], { read: 'access.not-allowed', write: 'permitted', own: 'access.not-allowed' }],
  ['editor', ['read', 'write'], { read: 'permitted', write: 'permitted', own: 'access.not-allowed' }],
  ['owner', ['read'], { read: 'permitted', write: 'access.not-allowed', own: 'access.not-allowed' }],
  ['owner', ['read', 'write'], { read: 'permitted', write: 'permitted', own: 'permitted' }],
];

describe('access by role and scope', () => {
  it.each(MATRIX)('of %s with scopes %j', (role, scopes, expected) => {
    const auth = person(role, scopes);
    expect({ read: codeOf(auth, 'read'), write: codeOf(auth, 'write'), own: codeOf(auth, 'own') }).toEqual(expected);
  });

  it('lets anyone through where anyone may come', () => {
    expect(codeOf(nobody(), 'anyone')).toBe('permitted');
  });

  it('at account level needs an account, and the scope to write where something changes', () => {
    const asked = (scopes: readonly Scope[], safe: boolean) =>
      denialOf(person(undefined, scopes), { access: 'account', safe })?.refusal.code ?? 'permitted';
    expect([asked(['read'], true), asked(['read', 'write'], false), asked(['read'], false)]).toEqual([
      'permitted',
      'permitted',
      'access.not-allowed',
    ]);
    expect(codeOf(nobody(), 'account')).toBe('access.sign-in');
  });

  it('lets nobody from outside act for the system', () => {
    expect(codeOf(person('owner', ['read', 'write']), 'system')).toBe('access.not-allowed');
    expect(codeOf(nobody(), 'system')).toBe('access.not-allowed');
  });
});

describe('a stranger', () => {
  it('with an account sees a private wiki as one that does not exist', () => {
    const { wiki: _, ...withoutWiki } = person(undefined, ['read', 'write']);
    for (const access of ['read', 'write', 'own'] as const) {
      expect(denialOf(person(undefined, ['read', 'write']), { access })).toEqual(denialOf(withoutWiki, { access }));
      expect(codeOf(withoutWiki, access)).toBe('access.unknown-wiki');
    }
  });

  it('without an account is asked to sign in, whether or not the wiki exists', () => {
    for (const access of ['read', 'write', 'own'] as const) {
      expect(codeOf(nobody({ reason: 'no-credentials' }), access)).toBe('access.sign-in');
      expect(denialOf(nobody({ wiki, reason: 'no-credentials' }), { access })).toEqual(
        denialOf(nobody({ reason: 'no-credentials' }), { access }),
      );
    }
  });

  it('may read a public wiki, and is asked to sign in for more', () => {
    const reader = nobody({ wiki: { ...wiki, visibility: 'public' }, role: 'viewer', scopes: ['read'] });
    expect(codeOf(reader, 'read')).toBe('permitted');
    expect(codeOf(reader, 'write')).toBe('access.sign-in');
    expect(codeOf(reader, 'own')).toBe('access.sign-in');
    expect(codeOf(reader, 'account')).toBe('access.sign-in');
  });

  it.each([
    ['expired', 'The session or token has expired.'],
    ['revoked', 'The token was revoked.'],
    ['bad-credentials', 'The credentials are not valid.'],
    ['wrong-wiki', 'The token belongs to another wiki.'],
  ] as const)('whose credentials are %s is told so', (reason, message) => {
    expect(denialOf(nobody({ reason }), { access: 'read' })?.refusal).toMatchObject({ kind: 'unauthenticated', message });
  });
});

describe('a rule for a path', () => {
  const rules: readonly PathRule[] = [
    { prefix: '', access: 'read' },
    { prefix: 'Drafts', access: 'write' },
    { prefix: 'Drafts/Secret plans', access: 'none' },
    { prefix: 'Drafts/Secret_plans/Open', access: 'read' },
  ];

  it.each([
    ['Home', true, false],
    ['Drafts', true, true],
    ['drafts/one', true, true],
    ['Draftsmanship', true, false],
    ['Drafts/Secret_plans', false, false],
    ['drafts/secret plans/Moon.md', false, false],
    ['/Drafts//SECRET_PLANS/x', false, false],
    ['Drafts/Secret_plans/Open/Door', true, false],
    ['Drafts/Secret_plansX', true, true],
  ])('decides about %s by the longest prefix', (path, read, write) => {
    expect([pathPermits(rules, path, 'read'), pathPermits(rules, path, 'write')]).toEqual([read, write]);
  });

  it('is not needed: without one the role holds everywhere', () => {
    expect(pathPermits([], 'Home', 'write')).toBe(true);
    expect(pathPermits([{ prefix: 'Drafts', access: 'none' }], 'Home', 'write')).toBe(true);
  });

  it('narrows whatever the role is, and names the path', () => {
    const auth = person('owner', ['read', 'write'], rules);
    expect(denialOf(auth, { access: 'read', paths: ['Home', 'Drafts/Secret_plans'] })?.refusal).toMatchObject({
      code: 'access.path',
      detail: { path: 'Drafts/Secret_plans' },
    });
    expect(codeOf(auth, 'write', ['Drafts/One'])).toBe('permitted');
    expect(codeOf(auth, 'write', ['Drafts/One', 'Home'])).toBe('access.path');
  });

  it('never widens a role', () => {
    expect(codeOf(person('viewer', ['read'], [{ prefix: '', access: 'write' }]), 'write', ['Home'])).toBe('access.not-allowed');
  });

  it('means the same whatever the order of the rules and the spelling of the prefix', () => {
    const path = fc.constantFrom('Drafts', 'drafts/secret plans/a', 'Drafts/Secret_plans/open', 'Home', 'drafts/x/y');
    const spelled = fc
      .shuffledSubarray([...rules], { minLength: rules.length })
      .map((all) => all.map((rule) => ({ ...rule, prefix: `${rule.prefix.toUpperCase()}/` })));
    fc.assert(
      fc.property(
        spelled,
        path,
        (other, at) =>
          pathPermits(other, at, 'read') === pathPermits(rules, at, 'read') &&
          pathPermits(other, at, 'write') === pathPermits(rules, at, 'write'),
      ),
    );
  });

  it('of the same prefix twice holds in its narrower form', () => {
    const [wide, narrow] = [
      { prefix: 'Drafts', access: 'write' },
      { prefix: 'drafts', access: 'none' },
    ] as const;
    expect(
      [
        [wide, narrow],
        [narrow, wide],
      ].map((both) => pathPermits(both, 'Drafts/One', 'read')),
    ).toEqual([false, false]);
  });
});
