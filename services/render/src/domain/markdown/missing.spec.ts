import { describe, expect, it } from '@jest/globals';
import { markMissing } from './missing.ts';
import { renderMarkdown } from './render-markdown.ts';

const PLACE = { base: '/ada/notes', path: 'Page', wikiLinkStyle: 'title-first' } as const;
const marked = (markdown: string, missing: readonly string[]) =>
  markMissing(renderMarkdown(markdown, PLACE).html, (key) => missing.includes(key), 'Create');

describe('links to pages that do not exist', () => {
  it('are marked and offer to create, others lose their key', () => {
    expect(marked('[[A & B]] [[C]]', ['a_&_b'])).toBe(
      '<p><a href="/ada/notes/A_%26_B" class="wiki-link missing" title="Create">A &amp; B</a> <a href="/ada/notes/C" class="wiki-link">C</a></p>\n',
    );
  });

  it('keep their own title while the page exists', () => {
    expect(marked('[x](/C "own")', [])).toBe('<p><a href="/ada/notes/C" class="wiki-link" title="own">x</a></p>\n');
  });

  it('are the same in HTML of the author', () => {
    expect(marked('<a class="wiki-link" data-key="c" href="/D" title="t">x</a>', ['d'])).toBe(
      '<p><a href="/ada/notes/D" class="wiki-link missing" title="Create">x</a></p>\n',
    );
  });

  it('cannot be forged in text, code or attributes', () => {
    const forged = '<a href="/x" class="wiki-link" data-key="k">';
    const html = marked(`\`${forged}\` &lt;a href="/x" class="wiki-link" data-key="k"&gt; <b title='${forged}'>b</b>`, ['k']);
    expect(html).not.toContain('missing');
  });
});
