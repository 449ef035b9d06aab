import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { renderMarkdown } from './render-markdown.ts';

const PLACE = { base: '/ada/notes', path: 'Folder/Some_Page', wikiLinkStyle: 'title-first' } as const;
const rendered = (markdown: string) => renderMarkdown(markdown, PLACE);

describe('a rendered page', () => {
  it('is called by its leading heading, else by its front matter, else by its name', () => {
    const titles = ['---\ntitle: Matter\n---\n# *Lead*\n', '---\ntitle: Matter\n---\ntext\n# Later\n', 'text'].map(
      (text) => rendered(text).title,
    );
    expect(titles).toEqual(['Lead', 'Matter', 'Some Page']);
  });

  it('lists its headings without the one that is its title', () => {
    expect(rendered('# T\n\n## A `b` [[Shown|C]]\n\n### B\n').contents).toEqual([
      { level: 2, text: 'A b Shown', anchor: 'a-b-shown' },
      { level: 3, text: 'B', anchor: 'b' },
    ]);
  });

  it('names every page it links to once, whichever way the link is written', () => {
    expect(rendered('[[One]] [x](/one) <a href="/B">b</a> [y](https://x.example) [[#here]]').links).toEqual([
      { key: 'one', path: 'One' },
      { key: 'b', path: 'B' },
    ]);
  });

  it('counts words and begins with its text', () => {
    const page = rendered('---\ntags: [x]\n---\n# T\n\nOne *two* [[three]].\n\n- four\n');
    expect([page.words, page.excerpt]).toEqual([7, 'One two three. four']);
  });

  it('speaks the language of its place', () => {
    expect(renderMarkdown('---\na: b\n---\n', { ...PLACE, locale: 'de' }).properties).toContain('<summary>Eigenschaften</summary>');
  });

  it('does not remember the page before', () => {
    rendered('[x]: /y\n\n# A\n\n## A\n\n<b>');
    expect(rendered('[x]\n\n## A').html).toBe(
      '<p>[x]</p>\n<h2 id="a">A<a href="#a" class="anchor" aria-label="Link to this section"></a></h2>\n',
    );
  });
});

const MARKUP = fc
  .array(
    fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '/',
      'a href=',
      'javascript:',
      ' onclick=x',
      '<b',
      '<img src=',
      '[[',
      ']]',
      '|',
      '](',
      '![',
      '\n',
      '`',
      '&#x3a;',
      '- [ ] ',
      '> ',
      '---\n',
      'x',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
const ELEMENT = /<\/?([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/g;

describe('whatever is written', () => {
  it('leaves nothing that is not well-formed markup without events', () => {
    fc.assert(
      fc.property(fc.oneof(MARKUP, fc.string({ unit: 'binary' })), (markdown) => {
        const { html } = rendered(markdown);
        const attributes = [...html.matchAll(ELEMENT)].map(([, , written = '']) => written).join(' ');
        return (
          !html.replace(ELEMENT, '').includes('<') && !/\son[a-z]+=|\sstyle=|(?:href|src)="(?:javascript|data|vbscript)/.test(attributes)
        );
      }),
      { numRuns: 300 },
    );
  });
});
