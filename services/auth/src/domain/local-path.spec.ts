import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { localPath } from './local-path.ts';

const KEPT = [
  '/',
  '/-/',
  '/ada/notes/',
  '/ada/notes/Home?q=a%20b&x=//evil.example#top',
  '/ada/notes/Ünï',
  '/-/sign-instructions',
  '/ada/notes/-/sign-in',
];

const TURNED_HOME = [
  ...[
    '',
    'evil.example',
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '\\\\evil.example',
  ],
  ...[
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/ /evil.example',
    '/\u0000/evil.example',
    '/x\\..\\..\\',
  ],
  ...[
    '/.//evil.example',
    '/..//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    '/./\\evil.example',
    '/ada/%2e%2e//evil.example',
  ],
  ...['javascript:alert(1)', 'data:text/html,x', '/-/sign-in', '/-/sign-in?code=x', '/-/sign-out', '/-/./sign-out', '/-/%2e/sign-in/'],
  `/${'x'.repeat(3000)}`,
];

describe('the way after signing in', () => {
  it.each(KEPT)('stays %s', (next) => {
    const site = 'https://wiki.example';
    expect(new URL(localPath(next), site).href).toBe(new URL(next, site).href);
  });

  it.each(TURNED_HOME)('is home instead of %j', (next) => {
    expect(localPath(next)).toBe('/-/');
  });

  it('is home when nothing was asked for', () => {
    expect(localPath(null)).toBe('/-/');
  });

  it('never leaves the site, and fits into a header', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '\t',
      '\n',
      '@',
      ':',
      '?',
      '#',
      'evil.example',
      'https:',
      '-',
      ' ',
      'é',
    );
    const next = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(next, (text) => {
        const path = localPath(text);
        expect(new URL(path, 'https://wiki.example/a/b').origin).toBe('https://wiki.example');
        expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
      }),
      { numRuns: 500 },
    );
  });
});
