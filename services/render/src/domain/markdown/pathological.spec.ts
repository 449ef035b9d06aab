import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { renderMarkdown } from './render-markdown.ts';

const PLACE = { base: '/ada/notes', path: 'Folder/Page', wikiLinkStyle: 'title-first' } as const;

/** A line holds a count and what to repeat, `\n` standing for a line break. */
const lines = readFileSync(new URL('./fixtures/pathological.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean);

describe('hostile input', () => {
  // A superlinear rule would run for minutes and meet the runner's own limit.
  it.each(lines)('%s is rendered', (line) => {
    const [, count = '1', unit = ''] = /^(\d+) (.*)$/.exec(line) ?? [];
    expect(typeof renderMarkdown(unit.replaceAll('\\n', '\n').repeat(Number(count)), PLACE).html).toBe('string');
  });
});
