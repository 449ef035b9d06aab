import { describe, expect, it } from '@jest/globals';
import { renderMarkdown } from './render-markdown.ts';
import { transcluded } from './transcluded.ts';

const PLACE = { base: '/ada/notes', path: 'Page', wikiLinkStyle: 'title-first' } as const;
const sectionOf = (markdown: string, anchor: string): string | undefined => {
  const { html, sections } = renderMarkdown(markdown, PLACE);
  const span = sections.find(([name]) => name === anchor);
  return span && html.slice(span[1], span[2]);
};

describe('a section of a page', () => {
  const text = '# Page\n\nlead\n\n## A\n\none[^1]\n\n### B\n\ntwo\n\n## C\n\nthree\n\n[^1]: note\n';

  it('reaches to the next heading of its level, and never into the footnotes', () => {
    expect(sectionOf(text, 'a')).toMatch(/^<h2 id="a">[^]*one[^]*<h3 id="b">[^]*two<\/p>\n$/);
    expect(sectionOf(text, 'b')).toMatch(/^<h3[^]*two<\/p>\n$/);
    expect(sectionOf(text, 'c')).toMatch(/^<h2[^]*three<\/p>\n$/);
  });

  it('is the whole page under its title', () => {
    expect(sectionOf(text, 'page')).toMatch(/^<p>lead[^]*<\/section>\n$/);
  });

  it('is none by itself where its elements reach beyond it', () => {
    expect(sectionOf('<div>\n\n## A\n\ntext\n\n</div>\n\n## B\n\nmore', 'a')).toBeUndefined();
    expect(sectionOf('<div>\n\n## A\n\ntext\n\n</div>\n\n## B\n\nmore', 'b')).toContain('more');
  });

  it('is found when a quote before it has a heading of the same name', () => {
    expect(sectionOf('> ## A\n\n## A\n\ntext', 'a')).toContain('text');
  });
});

describe('a part of one page in another', () => {
  it('keeps its ids apart, and its links to what was left out', () => {
    const html = '<h2 id="a">A<a href="#a" class="anchor"></a></h2><p><a href="#fn-1" id="fnref-1">1</a> id="x" <a href="/y#z">y</a></p>';
    expect(transcluded(html, { prefix: 'in-1-', href: '/ada/notes/Page' })).toBe(
      '<h2 id="in-1-a">A<a href="#in-1-a" class="anchor"></a></h2><p><a href="/ada/notes/Page#fn-1" id="in-1-fnref-1">1</a> id="x" <a href="/y#z">y</a></p>',
    );
  });
});
