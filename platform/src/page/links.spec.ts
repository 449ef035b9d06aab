import fc from 'fast-check';
import { rewriteLinks } from './link-rewrite.ts';
import { linksOf } from './links.ts';
import { anyMarkdown } from './markdown.arbitrary.ts';
import { pageKey } from './page-path.ts';
import { resolveWikiLink } from './wiki-link.ts';

const titleFirst = { wikiLinkStyle: 'title-first', page: 'Docs/Guide' } as const;
const places = (markdown: string, options: Parameters<typeof linksOf>[1] = titleFirst): readonly unknown[] =>
  linksOf(markdown, options).map(({ kind, path, fragment, external }) => [kind, external ? 'external' : path, fragment]);

describe('a WikiLink', () => {
  it.each([
    ['A', { text: 'A', path: 'A', fragment: '' }],
    ['Title|Link', { text: 'Title', path: 'Link', fragment: '' }],
    ['A#Some Head', { text: 'A#Some Head', path: 'A', fragment: 'some-head' }],
    ['#frag', { text: '#frag', path: '', fragment: 'frag' }],
    ['Same|#Sec A', { text: 'Same', path: '', fragment: 'sec-a' }],
    ['/abs/x', { text: '/abs/x', path: 'abs/x', fragment: '' }],
    ['a|b|c', { text: 'a', path: 'b|c', fragment: '' }],
    ['50% & more', { text: '50% & more', path: '50% & more', fragment: '' }],
    ['Site|https://x.y/#z', { text: 'Site', path: '', fragment: '', external: 'https://x.y/#z' }],
    ['', undefined],
    ['|x', undefined],
    ['x|', undefined],
    ['../x', undefined],
    ['a\nb', undefined],
    ['#', undefined],
  ])('%j reads as %j', (inner, link) => {
    expect(resolveWikiLink(inner, 'title-first')).toEqual(link);
  });

  it('swaps its halves in the other style', () => {
    expect(resolveWikiLink('Link#h|Title', 'link-first')).toEqual({ text: 'Title', path: 'Link', fragment: 'h' });
  });
});

describe('the links of a page', () => {
  it('are WikiLinks, Markdown links, images, definitions and addresses in the order of the text', () => {
    const markdown =
      '# [[In heading]]\n\n[[T|A/B#C d]] ![[Embedded]] [x](Near.md "t") ![i](<./a b.png>)\n<https://x.y> [z](//cdn/x)\n\n[ref]: ../Up#top\n';
    expect(places(markdown)).toEqual([
      ['wikilink', 'In heading', ''],
      ['wikilink', 'A/B', 'c-d'],
      ['embed', 'Embedded', ''],
      ['link', 'Docs/Near.md', ''],
      ['image', 'Docs/Guide/a b.png', ''],
      ['autolink', 'external', ''],
      ['link', 'external', ''],
      ['definition', 'Up', 'top'],
    ]);
  });

  it.each([
    '`[[x]]`',
    '``a ` [[x]]``',
    '```\n[[x]]\n```',
    '- ```\n  [[x]]\n  ```',
    '> ~~~\n> [[x]]\n',
    '    [[x]]',
    '<!-- [[x]] -->',
    'a <!-- [[x]] --> b',
    '\\[[x]\\]',
    '[[]]',
    '$[[x]]$',
    '$$\n[[x]]\n$$',
    '<div>\n[[x]]\n</div>',
    '---\nt: "[[x]]"\n---\n',
  ])('are none in %j', (markdown) => {
    expect(places(markdown)).toEqual([]);
  });

  it('are found in quotes, lists, footnotes, tables and boxes, and behind a stray backtick', () => {
    const markdown =
      '> - [[a]]\n\n[^1]: note\n\n    [[b]]\n\n| x | y |\n|---|---|\n| [[t\\|c]] | [[t|d]] |\n| ` | [[e]] ` |\n\n::: info\n[[f]]\n:::\n\nstray ` tick\n\n[[g]] ` x\n';
    expect(linksOf(markdown, titleFirst).map(({ path }) => path)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('carry the identity of the page they lead to', () => {
    expect(linksOf('[[Wiki usage guide]] [x](/Wiki_Usage_Guide.md) [up](../../../x)', titleFirst).map(({ key }) => key)).toEqual([
      'wiki_usage_guide',
      'wiki_usage_guide',
      undefined,
    ]);
  });

  it('have offsets of the original text, for any text', () => {
    const original = '> see [a\n> b](C.md) and [[T|D]]\r\n';
    expect(linksOf(original, titleFirst).map(({ start, end, target }) => [original.slice(start, end), target])).toEqual([
      ['[a\n> b](C.md)', 'C.md'],
      ['[[T|D]]', 'D'],
    ]);
    fc.assert(
      fc.property(anyMarkdown, fc.constantFrom('title-first', 'link-first'), (markdown, wikiLinkStyle) => {
        for (const link of linksOf(markdown, { wikiLinkStyle })) {
          expect(link.start <= link.targetStart && link.targetStart < link.targetEnd && link.targetEnd <= link.end).toBe(true);
          expect(markdown.slice(link.targetStart, link.targetEnd)).toBe(link.target);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('links that follow a move', () => {
  const moved = (path: string): string | undefined => (pageKey(path) === 'old_page' ? 'New/Home_page' : undefined);

  it('change their target and nothing else', () => {
    const markdown = '[[Old Page]] [[T|old_page#H]] [x](/Old_Page.md#h "t") [y](../Old%20Page) `[[Old Page]]` [[Other]] | [a]: ';
    expect(rewriteLinks(markdown, titleFirst, moved)).toEqual({
      text: '[[New/Home page]] [[T|New/Home_page#H]] [x](/New/Home_page.md#h "t") [y](../New/Home_page) `[[Old Page]]` [[Other]] | [a]: ',
      count: 4,
    });
    expect(rewriteLinks('| [[Old Page\\|T]] |\n|---|\n', { wikiLinkStyle: 'link-first' }, moved).text).toBe(
      '| [[New/Home page\\|T]] |\n|---|\n',
    );
  });

  it('keep leading to the same places when their own page moves', () => {
    const markdown = '[[A]] [x](Near.md) ![i](./pic.png) [s](#here)';
    const files = (path: string): string | undefined => (path.startsWith('Docs/Guide/') ? path.replace('Docs/Guide', 'Guide') : undefined);
    expect(rewriteLinks(markdown, { ...titleFirst, pageAfter: 'Guide' }, files).text).toBe(
      '[[A]] [x](Docs/Near.md) ![i](./pic.png) [s](#here)',
    );
  });

  it('stay links when a new name has a parenthesis, and when they lead to the root', () => {
    expect(rewriteLinks('[x](/Old_Page)', titleFirst, () => 'New (2').text).toBe('[x](/New%20%282)');
    expect(rewriteLinks('[up](..)', { ...titleFirst, page: 'a/b', pageAfter: 'b' }, () => undefined).text).toBe('[up](/)');
  });

  it('are untouched when nothing moved, for any text', () => {
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        expect(rewriteLinks(markdown, { wikiLinkStyle: 'title-first', page: 'a/b' }, () => undefined)).toEqual({
          text: markdown,
          count: 0,
        });
      }),
      { numRuns: 300 },
    );
  });
});
