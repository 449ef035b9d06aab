import { describe, expect, it } from '@jest/globals';
import { cookieOf } from './cookies.ts';
import { credentialsOf } from './credentials.ts';

const of = (headers: Record<string, string>) => credentialsOf(new Headers(headers), 'wikibot_session');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const UNUSABLE = { kind: 'unusable' };
const token = (text: string, ambient = false) => ({ kind: 'token', text, ambient });

const HEADERS: readonly (readonly [string, Record<string, string>, object])[] = [
  ['nothing', {}, { kind: 'none' }],
  ['a bearer token', { Authorization: 'Bearer abc' }, token('abc')],
  ['a scheme in other letters', { Authorization: 'bEARER  abc' }, token('abc')],
  ['a password', { Authorization: `Basic ${base64('git:abc')}` }, token('abc')],
  ['a password with colons', { Authorization: `Basic ${base64('git:a:b:c')}` }, token('a:b:c')],
  ['a password from a browser', { Authorization: `Basic ${base64('git:abc')}`, 'Sec-Fetch-Site': 'none' }, token('abc', true)],
  ['a user name alone', { Authorization: `Basic ${base64('git')}` }, UNUSABLE],
  ['an unknown scheme', { Authorization: 'Negotiate abc' }, UNUSABLE],
  ['a token with a space', { Authorization: 'Bearer a b' }, UNUSABLE],
  ['a session', { Cookie: 'wikibot_session=abc' }, { kind: 'session', text: 'abc' }],
  ['a session among other cookies', { Cookie: 'a=1;wikibot_session=abc ; b=2' }, { kind: 'session', text: 'abc' }],
  ['two sessions', { Cookie: 'wikibot_session=first; wikibot_session=second' }, { kind: 'session', text: 'first' }],
  ['a session beside a token', { Cookie: 'wikibot_session=abc', Authorization: 'Bearer def' }, token('def')],
  ['a session beside nonsense', { Cookie: 'wikibot_session=abc', Authorization: 'x' }, UNUSABLE],
];

describe('the credentials of a request', () => {
  it.each(HEADERS)('with %s are read from its headers alone', (_title, headers, expected) => {
    expect(of(headers)).toEqual(expected);
  });
});

describe('a cookie', () => {
  it('may stand in quotes and hold equals signs', () => {
    expect(cookieOf('a="b=c"', 'a')).toBe('b=c');
    expect(cookieOf('a', 'a')).toBeUndefined();
    expect(cookieOf(null, 'a')).toBeUndefined();
  });
});
