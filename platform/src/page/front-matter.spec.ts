import fc from 'fast-check';
import { categoryOf, splitFrontMatter, tagsOf, titleOf } from './front-matter.ts';

const yamlish = fc
  .array(
    fc.constantFrom(
      '---\n',
      '...\n',
      'a: b\n',
      '- c\n',
      'a: &x [1]\n',
      'b: *x\n',
      '? ',
      '{',
      '[',
      '"',
      '\ufeff',
      '\r\n',
      '# t\n',
      '!!js x\n',
      '__proto__: {p: 1}\n',
      '<<: *x\n',
      '\t',
      '|\n',
      '@',
    ),
    { maxLength: 14 },
  )
  .map((parts) => `---\n${parts.join('')}\n---\nbody`);

describe('splitting front matter', () => {
  it.each([
    ['---\ntitle: T\n---\nbody', 'body'],
    ['---\r\ntitle: T\r\n---\r\nbody', 'body'],
    ['\ufeff---\ntitle: T\n...\nbody', 'body'],
    ['---  \ntitle: T\n---', ''],
  ])('reads %j', (text, body) => {
    const page = splitFrontMatter(text);
    expect(page).toMatchObject({ body, fields: { title: 'T' } });
    expect(text.slice(page.bodyOffset)).toBe(body);
  });

  it.each(['# no block', '---\nnever closed', ' ---\na: b\n---\n', '---\n\nJust prose\n\n---\n', '---\n- a\n- b\n---\n'])(
    'takes %j as Markdown from the first character',
    (text) => {
      expect(splitFrontMatter(text)).toMatchObject({ body: text, bodyOffset: 0, blockEnd: 0, fields: null });
    },
  );

  it('counts broken YAML as body, but says where the block ends and what is wrong', () => {
    const text = '---\ntitle: a: b\n---\nbody';
    const page = splitFrontMatter(text);
    expect(page).toMatchObject({ raw: 'title: a: b\n', body: text, fields: null });
    expect(text.slice(page.blockEnd)).toBe('body');
    expect(page.problem).toMatch(/line 2/);
  });

  it('takes a block over 64 KiB as body', () => {
    expect(splitFrontMatter(`---\n${'a: b\n'.repeat(14_000)}---\nx`).fields).toBeNull();
  });

  it('keeps an empty block as an empty mapping', () => {
    expect(splitFrontMatter('---\n---\nx')).toMatchObject({ fields: {}, body: 'x' });
  });

  it('neither expands alias bombs nor touches prototypes', () => {
    const bomb = `---\na: &a [x,x]\n${Array.from({ length: 20 }, (_, i) => `b${i}: &b${i} [*a,*a,*a,*a]`).join('\n')}\n---\n`;
    expect(splitFrontMatter(bomb).fields).toBeNull();
    const { fields } = splitFrontMatter('---\n__proto__: {polluted: yes}\nconstructor: 1\n---\n');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(titleOf(fields)).toBeUndefined();
    expect(splitFrontMatter(`---\na: ${'['.repeat(60_000)}\n---\n`).problem).toBeDefined();
    expect(splitFrontMatter(`---\n${'- '.repeat(30_000)}\n---\n`).fields).toBeNull();
  });

  it('answers for any text, and body and offset agree', () => {
    fc.assert(
      fc.property(fc.oneof(yamlish, fc.string({ unit: 'binary' })), (text) => {
        const page = splitFrontMatter(text);
        expect(text.slice(page.bodyOffset)).toBe(page.body);
        expect(page.blockEnd).toBeLessThanOrEqual(text.length);
        expect(() => JSON.stringify(page.fields)).not.toThrow();
        expect(tagsOf(page.fields).every((tag) => typeof tag === 'string')).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe('reading fields', () => {
  it('gives trimmed text, also for numbers, and nothing for anything else', () => {
    expect(titleOf({ title: '  A \n b ' })).toBe('A b');
    expect(categoryOf({ category: 2024 })).toBe('2024');
    expect(titleOf({ title: ['x'] })).toBeUndefined();
    expect(titleOf(null)).toBeUndefined();
    expect(titleOf({ title: 'x'.repeat(5000) })).toHaveLength(200);
  });

  it('reads tags from lists and comma-separated text', () => {
    expect(tagsOf({ tags: ['a', ' #b ', 3, null, 'a'] })).toEqual(['a', 'b', '3']);
    expect(tagsOf({ tags: 'a, b ,,#c' })).toEqual(['a', 'b', 'c']);
    expect(tagsOf({ tags: { a: 1 } })).toEqual([]);
  });
});
