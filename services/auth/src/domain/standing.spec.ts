import { describe, expect, it } from '@jest/globals';
import { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { OwnerName, Slug } from '@wikibot/contracts/http/names';
import type { Caller, Grant, Wiki } from './standing.ts';
import { standingElsewhere, standingOn } from './standing.ts';

const accountId = AccountId.parse(`acc_${'1'.repeat(32)}`);
const wikiId = (digit: string): WikiId => WikiId.parse(`wik_${digit.repeat(32)}`);

const wiki = (over: Partial<Wiki>): Wiki => ({
  ...{ id: wikiId('a'), owner: 'ada' as OwnerName, ownerId: accountId, slug: 'notes' as Slug, name: 'Notes' }, // literals that fit
  ...{ visibility: 'private', active: true },
  ...over,
});

const PRIVATE = wiki({});
const PUBLIC = wiki({ visibility: 'public' });
const UNREADY = wiki({ visibility: 'public', active: false });

const ENDING = wiki({ visibility: 'public', active: false, ending: '2026-01-08T00:00:00.000Z' });

const visitor: Caller = { kind: 'anonymous', reason: 'no-credentials', turnedAway: false };
const outOfDate: Caller = { kind: 'anonymous', reason: 'expired', turnedAway: false };
const turnedAway: Caller = { kind: 'anonymous', reason: 'revoked', turnedAway: true };
const person: Caller = { kind: 'known', accountId, scopes: ['read', 'write'] };
const here: Caller = { ...person, onlyWiki: wikiId('a') };
const elsewhere: Caller = { ...person, onlyWiki: wikiId('b') };

const editor: Grant = { role: 'editor', rules: [{ prefix: 'Drafts', access: 'none' }] };

/** Who, on which wiki, with what grant: comes to which role, for which reason. */
const RULES: readonly (readonly [string, Caller, Wiki | undefined, Grant | undefined, string | undefined, string | undefined])[] = [
  ['a visitor on a public wiki', visitor, PUBLIC, undefined, 'viewer', 'no-credentials'],
  ['a visitor on a private wiki', visitor, PRIVATE, undefined, undefined, 'no-credentials'],
  ['a visitor on no wiki', visitor, undefined, undefined, undefined, 'no-credentials'],
  ['a visitor on a public wiki that is not open yet', visitor, UNREADY, undefined, undefined, 'no-credentials'],
  ['an expired session on a public wiki', outOfDate, PUBLIC, undefined, 'viewer', 'expired'],
  ['an expired session on a private wiki', outOfDate, PRIVATE, undefined, undefined, 'expired'],
  ['a revoked token on a public wiki', turnedAway, PUBLIC, undefined, undefined, 'revoked'],
  ['a revoked token on a private wiki', turnedAway, PRIVATE, undefined, undefined, 'revoked'],
  ['a member on a private wiki', person, PRIVATE, editor, 'editor', undefined],
  ['a member on a wiki that is being deleted', person, ENDING, editor, undefined, 'unknown-wiki'],
  ['an owner on a wiki that is being deleted', person, ENDING, { ...editor, role: 'owner' }, 'owner', undefined],
  ['a visitor on a public wiki that is being deleted', visitor, ENDING, undefined, undefined, 'no-credentials'],
  ['a member on a wiki that is not open yet', person, UNREADY, editor, 'editor', undefined],
  ['a stranger on a private wiki', person, PRIVATE, undefined, undefined, 'unknown-wiki'],
  ['a stranger on no wiki', person, undefined, undefined, undefined, 'unknown-wiki'],
  ['a stranger on a public wiki', person, PUBLIC, undefined, 'viewer', 'not-a-member'],
  ["a wiki's token on that wiki", here, PRIVATE, editor, 'editor', undefined],
  ["a wiki's token on that wiki, after its account lost the role", here, PRIVATE, undefined, undefined, 'unknown-wiki'],
  ["a wiki's token on another wiki of the account", elsewhere, PRIVATE, editor, undefined, 'wrong-wiki'],
  ["a wiki's token on a public wiki", elsewhere, PUBLIC, undefined, undefined, 'wrong-wiki'],
  ["a wiki's token on no wiki", elsewhere, undefined, undefined, undefined, 'wrong-wiki'],
];

describe('the standing of', () => {
  it.each(RULES)('%s follows the rules', (...[, caller, place, grant, role, reason]) => {
    const standing = standingOn(caller, place, grant);
    expect([standing.role, standing.reason]).toEqual([role, reason]);
    expect(standing.wiki).toBe(role === undefined ? undefined : place);
  });

  it('a member comes with the rules of their grant', () => {
    expect(standingOn(person, PRIVATE, editor).pathRules).toEqual(editor.rules);
  });

  it('a caller where no wiki is named is that of their account, unless a token is for one wiki', () => {
    expect(standingElsewhere(person)).toEqual({ pathRules: [] });
    expect(standingElsewhere(here)).toEqual({ pathRules: [], reason: 'wrong-wiki' });
    expect(standingElsewhere(turnedAway)).toEqual({ pathRules: [], reason: 'revoked' });
  });
});
