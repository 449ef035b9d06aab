import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitFrontMatter } from '@wikibot/platform/page/front-matter';
import { chunksOf, embeddedText } from './chunks.ts';
import type { Chunk } from './chunks.ts';

const cut = (markdown: string): readonly Chunk[] =>
  chunksOf({ path: 'Dir/Page', title: 'Page', markdown, fields: splitFrontMatter(markdown).fields });
const words = (count: number, word = 'word'): string => Array.from({ length: count }, (_, at) => `${word}${at}`).join(' ');
const split = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);
const texts = (markdown: string): readonly string[] => cut(markdown).map(({ text }) => text);
const paths = (markdown: string): readonly string[] => cut(markdown).map(({ sectionPath }) => sectionPath);

describe('chunks of a page', () => {
  it('are none when the body has no word', () => {
    expect(cut('')).toEqual([]);
    expect(cut('---\ntitle: T\n---\n \n')).toEqual([]);
  });

  it('leave front matter out and carry its category and tags', () => {
    const [chunk] = cut('---\r\ncategory: Event\r\ntags: [a, b]\r\n---\r\nBody text');
    expect(chunk).toEqual({
      ...{ id: 'Dir/Page::chunk_0', index: 0, section: '', sectionPath: 'Page', anchor: '', text: 'Body text' },
      page: { path: 'Dir/Page', title: 'Page', category: 'Event', tags: ['a', 'b'], words: 2, chunks: 1 },
    });
  });

  it('are one for each section of a short page, with heading path and anchor', () => {
    const chunks = cut(`${words(60)}\n\n# One\n${words(60)}\n\n## Two\n${words(60)}`);
    expect(chunks.map(({ section, sectionPath, anchor }) => [section, sectionPath, anchor])).toEqual([
      ['', 'Page', ''],
      ['One', 'Page > One', 'one'],
      ['Two', 'Page > One > Two', 'two'],
    ]);
  });

  it('keep the outermost three headings of a deep path', () => {
    expect(paths(`# A\n${words(60)}\n## B\n${words(60)}\n### C\n${words(60)}\n#### D\n${words(60)}`).at(-1)).toBe('Page > A > B > C');
  });

  it('do not take a # inside a fence for a heading', () => {
    expect(paths(`${words(60)}\n\n\`\`\`\n# no heading\n\`\`\`\n`)).toEqual(['Page']);
  });

  it('put a stub with its heading in front of the next section that is none', () => {
    expect(texts(`# Stub\nfew words\n\n# Full\n${words(60)}`)).toEqual([`Stub\nfew words\n\n${words(60)}`]);
    expect(paths(`# Stub\nfew words\n\n# Full\n${words(60)}`)).toEqual(['Page > Full']);
  });

  it('append stubs at the end to the last substantial section', () => {
    expect(texts(`# Full\n${words(60)}\n\n# Last\nfew words`)).toEqual([`${words(60)}\n\nLast\nfew words`]);
  });

  it('leave stubs as they are when there is no substantial section', () => {
    expect(cut('# A\none\n\n# B\ntwo').map(({ section, text }) => [section, text])).toEqual([
      ['A', 'one'],
      ['B', 'two'],
    ]);
  });

  it('pack paragraphs of a long section up to 150 words, each but the first beginning with the last 35 of the one before', () => {
    const chunks = texts([words(100, 'a'), words(40, 'b'), words(100, 'c'), words(100, 'd')].join('\n\n'));
    expect(chunks).toEqual([
      `${words(100, 'a')}\n\n${words(40, 'b')}`,
      `${split(words(40, 'b')).slice(-35).join(' ')}\n\n${words(100, 'c')}`,
      `${split(words(100, 'c')).slice(-35).join(' ')}\n\n${words(100, 'd')}`,
    ]);
  });

  it('never overlap across sections', () => {
    const [, second] = texts(`# A\n${words(200, 'a')}\n\n# B\n${words(200, 'b')}`);
    expect(second).toBe(words(200, 'b'));
  });

  it('divide a paragraph over 300 words into sentences, and an endless sentence into pieces', () => {
    const sentences = Array.from({ length: 40 }, (_, at) => `Sentence ${words(9, `s${at}x`)}.`).join(' ');
    expect(texts(sentences).every((text) => split(text).length <= 185)).toBe(true);
    expect(texts(words(1000)).map((text) => split(text).length)).toEqual([150, 185, 185, 185, 185, 185, 135]);
  });

  it('count scripts without spaces by character', () => {
    expect(
      texts('日'.repeat(600))
        .map((text) => text.length)
        .slice(0, 2),
    ).toEqual([150, 187]);
  });

  it('are embedded behind their heading path', () => {
    expect(cut('# One\nText').map(embeddedText)).toEqual(['[Page > One] Text']);
  });
});

const line = fc.oneof(
  fc.constantFrom('', '# One', '## Two', '### Three', '#### Four', '##### Five', '```', '---', '> quote', '- item', '::: note', ':::'),
  fc.string({ maxLength: 30 }),
  fc.integer({ min: 1, max: 400 }).map((count) => words(count)),
);
const page = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

describe('chunks of any text', () => {
  it('lose no word of the body and of its headings', () => {
    fc.assert(
      fc.property(page, (markdown) => {
        const chunks = cut(markdown);
        const kept = new Set(chunks.flatMap(({ text, sectionPath, section }) => split(`${text} ${sectionPath} ${section}`)));
        const wanted = split(splitFrontMatter(markdown).body).filter((word) => /^[a-zA-Z]+\d*$/.test(word));
        expect(wanted.filter((word) => !kept.has(word))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('are numbered, within bounds and never empty', () => {
    fc.assert(
      fc.property(fc.oneof(page, fc.string({ unit: 'binary', maxLength: 500 })), (markdown) => {
        const chunks = cut(markdown);
        expect(chunks.map(({ index }) => index)).toEqual(chunks.map((_, at) => at));
        expect(chunks.every(({ text, page: { chunks: total } }) => text.trim() !== '' && total === chunks.length)).toBe(true);
      }),
    );
  });

  it.each(['a ', 'a\n\n', '# a\n', 'x', '日', '. A', '![[', '```\n', '> - '])(
    'end with no more text than overlap allows for a megabyte of %j',
    (unit) => {
      const markdown = unit.repeat(Math.floor(1_000_000 / unit.length));
      const size = cut(markdown).reduce((sum, { text }) => sum + text.length, 0);
      expect(size).toBeLessThan(markdown.length * 1.5 + 1000);
    },
  );
});
