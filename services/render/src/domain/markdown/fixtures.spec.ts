import { describe, expect, it } from '@jest/globals';
import { readFixtures } from './fixtures/read-fixtures.ts';
import { renderMarkdown } from './render-markdown.ts';

const FILES = [
  'blocks',
  'boxes',
  'code',
  'embeddings',
  'folds',
  'footnotes',
  'html',
  'link-first',
  'links',
  'math',
  'transclusion',
  'words',
  'xss',
] as const;

describe.each(FILES)('the dialect in %s.txt', (file) => {
  const wikiLinkStyle = file === 'link-first' ? 'link-first' : 'title-first';
  it.each(readFixtures(`${file}.txt`))('$title', ({ input, output }) => {
    const { properties, html } = renderMarkdown(`${input}\n`, { base: '/ada/notes', path: 'Folder/Page', wikiLinkStyle });
    expect(`${properties}${html}`.replace(/\n$/, '')).toBe(output);
  });
});
