import { describe, expect, it } from '@jest/globals';
import { allows, fits } from './policies.ts';
import type { Ask, Statement } from './policies.ts';

const allow = (over: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action: 'dynamodb:GetItem',
  Resource: 'arn:aws:t/one',
  ...over,
});
const deny = (over: Partial<Statement> = {}): Statement => ({ ...allow(over), Effect: 'Deny' });
const ask = (over: Partial<Ask> = {}): Ask => ({ action: 'dynamodb:GetItem', resource: 'arn:aws:t/one', ...over });
const put = { Action: 'events:PutEvents', Resource: 'bus', Condition: { StringEquals: { 'events:source': 'wikibot.wiki' } } };

describe('a policy', () => {
  it.each([
    ['allows what it names', [allow()], ask(), true],
    ['allows nothing without a statement', [], ask(), false],
    ['allows no other action', [allow()], ask({ action: 'dynamodb:PutItem' }), false],
    ['allows no other resource', [allow()], ask({ resource: 'arn:aws:t/one/more' }), false],
    ['allows any of a list', [allow({ Action: ['a:B', 'dynamodb:GetItem'] })], ask(), true],
    ['takes a star for any characters', [allow({ Resource: 'arn:aws:t/*' })], ask(), true],
    ['denies before it allows', [allow(), deny({ Action: '*', Resource: '*' })], ask(), false],
    [
      'asks for what a condition names',
      [allow(put)],
      { action: 'events:PutEvents', resource: 'bus', context: { 'events:source': 'wikibot.wiki' } },
      true,
    ],
    [
      'refuses another value',
      [allow(put)],
      { action: 'events:PutEvents', resource: 'bus', context: { 'events:source': 'wikibot.auth' } },
      false,
    ],
    ['refuses where there is no value', [allow(put)], { action: 'events:PutEvents', resource: 'bus' }, false],
    [
      'holds a denial of plain connections for none of ours',
      [allow(), deny({ Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      ask(),
      true,
    ],
  ] satisfies [string, Statement[], Ask, boolean][])('%s', (...[, statements, asked, expected]) => {
    expect(allows(statements, asked)).toBe(expected);
  });

  it('with an operator that is unknown here is an error, not a no', () => {
    expect(() => allows([allow({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })], ask())).toThrow(/IpAddress/);
  });

  it('takes nothing but stars and question marks for wildcards', () => {
    expect([fits('a.c', 'abc'), fits('a?c', 'abc'), fits('a*', 'a/b\nc'), fits('[a-c]', 'b')]).toEqual([false, true, true, false]);
  });
});
