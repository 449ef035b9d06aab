import { describe, expect, it } from '@jest/globals';
import { readFixtures } from './fixtures/read-fixtures.ts';
import { renderMarkdown } from './render-markdown.ts';

const FILES = [
  { file: 'blocks.txt', wikiLinkStyle: 'title-first' },
  { file: 'html.txt', wikiLinkStyle: 'title-first' },
  { file: 'links.txt', wikiLinkStyle: 'title-first' },
  { file: 'link-first.txt', wikiLinkStyle: 'link-first' },
  { file: 'xss.txt', wikiLinkStyle: 'title-first' },
] as const;

describe.each(FILES)('the dialect in $file', ({ file, wikiLinkStyle }) => {
  it.each(readFixtures(file))('$title', ({ input, output }) => {
    const { html } = renderMarkdown(`${input}\n`, { base: '/ada/notes', path: 'Folder/Page', wikiLinkStyle });
    expect(html.replace(/\n$/, '')).toBe(output);
  });
});
