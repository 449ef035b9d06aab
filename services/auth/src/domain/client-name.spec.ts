import { describe, expect, it } from '@jest/globals';
import { clientName } from './client-name.ts';

const NAMES: readonly (readonly [Record<string, string>, string])[] = [
  [{}, 'unknown'],
  [{ 'User-Agent': 'git/2.51.0' }, 'git'],
  [{ 'User-Agent': 'Mozilla/5.0 (X11; Linux)' }, 'Mozilla'],
  [{ 'User-Agent': '(nothing)' }, 'unknown'],
  [{ 'X-Wikibot-Client': 'claude-code/2.1 (cli)', 'User-Agent': 'node' }, 'claude-code/2.1 (cli)'],
  [{ 'X-Wikibot-Client': '<script>alert("1")</script>' }, 'scriptalert(1)/script'],
  [{ 'X-Wikibot-Client': '  \u00e9\u00fc  ', 'User-Agent': 'curl/8' }, 'curl'],
  [{ 'X-Wikibot-Client': 'x'.repeat(10_000) }, 'x'.repeat(60)],
];

describe('the name of an agent', () => {
  it.each(NAMES)('that sends %j is %s', (headers, name) => {
    expect(clientName(new Headers(headers))).toBe(name);
  });
});
