import { describe, expect, it } from '@jest/globals';
import { MAX_ATTACHMENT_BYTES, MAX_PAGE_BYTES } from '@wikibot/contracts/facts/wiki';
import { isMarkdownFile, pageKey } from '@wikibot/platform/page/page-path';
import fc from 'fast-check';
import { importPlan } from './import-plan.ts';

const keyOf = (file: string): string => (isMarkdownFile(file) ? `${pageKey(file)}.md` : pageKey(file));

/** Plans an import of texts by file into a wiki that holds some. */
const plan = (files: Readonly<Record<string, string | Uint8Array>>, held: Readonly<Record<string, string>> = {}, overwrite = false) => {
  const spelling = async (file: string): Promise<string | undefined> =>
    file in held ? file : Object.keys(held).find((one) => keyOf(one) === keyOf(file));
  return importPlan(
    Object.entries(files).map(([file, content]) => ({ file, content: Buffer.from(content as string) })),
    {
      onConflict: overwrite ? 'replace' : 'refuse',
      mayWrite: () => true,
      spelling,
      find: async (file) => (held[file] === undefined ? undefined : { content: Buffer.from(held[file]) }),
    },
  );
};
const kept = ({ changes }: Awaited<ReturnType<typeof plan>>): string[] => changes.map((change) => change.path);

describe('an import', () => {
  it('keeps files as they are called, attachments and files that are not UTF-8 among them', async () => {
    const latin1 = Uint8Array.from([0xe4, 0xf6]);
    const planned = await plan({ 'Home.md': '# Home', 'Home/cat.png': '\u0000png', 'über uns/Straße.md': 'x', 'old.md': latin1 });
    expect(kept(planned)).toEqual(['Home.md', 'Home/cat.png', 'über uns/Straße.md', 'old.md']);
    expect(planned.changes.at(-1)).toEqual({ path: 'old.md', content: Buffer.from(latin1) });
    expect(planned).toMatchObject({ unchanged: 0, renamed: [], refused: [] });
  });

  it('refuses what no repository may hold, each with its reason, and keeps the rest', async () => {
    const hostile = [
      '../up.md',
      '/abs.md',
      'a/../b.md',
      '.git/config',
      'a/.GIT/hooks/x',
      'a//b.md',
      'a\\b.md',
      'a\u0000.md',
      `${'x'.repeat(300)}.md`,
    ];
    const planned = await plan(Object.fromEntries([...hostile, 'good.md'].map((file) => [file, 'x'])));
    expect(kept(planned)).toEqual(['good.md']);
    expect(planned.refused.map((one) => one.file)).toEqual(hostile);
    for (const { reason } of planned.refused) expect(reason).not.toBe('');
  });

  it('refuses what is too large, by what it is', async () => {
    const planned = await plan({
      'large.md': Buffer.alloc(MAX_PAGE_BYTES + 1),
      'page.md': Buffer.alloc(MAX_PAGE_BYTES),
      'large.bin': Buffer.alloc(MAX_ATTACHMENT_BYTES + 1),
      'file.bin': Buffer.alloc(MAX_PAGE_BYTES + 1),
    });
    expect(kept(planned)).toEqual(['page.md', 'file.bin']);
    expect(planned.refused).toEqual([
      { file: 'large.md', reason: expect.stringContaining(String(MAX_PAGE_BYTES)) },
      { file: 'large.bin', reason: expect.stringContaining(String(MAX_ATTACHMENT_BYTES)) },
    ]);
  });

  it('gives pages whose address leads elsewhere one that leads to them', async () => {
    const planned = await plan({ 'docs/history.md': 'x', 'api/v1.md': 'y' });
    expect(planned.renamed.map((one) => one.file)).toEqual(['docs/history.md', 'api/v1.md']);
    for (const { as, reason } of planned.renamed) expect([as.endsWith('.md'), reason !== '']).toEqual([true, true]);
    expect(kept(planned)).toEqual(planned.renamed.map((one) => one.as));
  });

  it('tells names apart that would be one page', async () => {
    const planned = await plan({ 'My Page.md': '1', 'my_page.md': '2', 'MY PAGE.md': '3' });
    expect(kept(planned)).toEqual(['My Page.md', 'my_page-2.md', 'MY PAGE-3.md']);
    expect(planned.renamed).toMatchObject([
      { file: 'my_page.md', as: 'my_page-2.md' },
      { file: 'MY PAGE.md', as: 'MY PAGE-3.md' },
    ]);
  });

  it('tells a name apart from one that the wiki has under another spelling', async () => {
    expect(kept(await plan({ 'home.md': 'x' }, { 'Home.md': 'y' }))).toEqual(['home-2.md']);
  });

  it('never lets a file and a folder want the same place', async () => {
    expect(kept(await plan({ a: 'file', 'a/b': 'inside' }))).toEqual(['a']);
    expect(kept(await plan({ 'a/b': 'inside', a: 'file' }))).toEqual(['a/b', 'a-2']);
    expect(kept(await plan({ 'A/b': 'inside', a: 'file' }))).toEqual(['A/b', 'a-2']);
  });

  it('does nothing for what is there already, and replaces only when told to', async () => {
    const held = { 'Home.md': 'same', 'Other.md': 'old' };
    const careful = await plan({ 'Home.md': 'same', 'Other.md': 'new' }, held);
    expect([careful.unchanged, kept(careful), careful.refused]).toEqual([
      1,
      [],
      [{ file: 'Other.md', reason: expect.stringContaining('overwrite') }],
    ]);
    const bold = await plan({ 'Home.md': 'same', 'Other.md': 'new' }, held, true);
    expect([bold.unchanged, kept(bold), bold.refused]).toEqual([1, ['Other.md'], []]);
  });

  it('accounts for every file, and never wants a place twice', async () => {
    const name = fc
      .array(fc.constantFrom('a', 'A', 'b c', 'B_c', '..', 'history', '.git', 'x'), { minLength: 1, maxLength: 3 })
      .map((segments) => segments.join('/'));
    const file = fc.tuple(name, fc.constantFrom('.md', '', '.png')).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(file, { maxLength: 10 }),
        fc.uniqueArray(file, { maxLength: 4 }),
        fc.boolean(),
        async (files, held, overwrite) => {
          const planned = await plan(
            Object.fromEntries(files.map((one) => [one, 'new'])),
            Object.fromEntries(held.map((one) => [one, 'old'])),
            overwrite,
          );
          expect(planned.changes.length + planned.refused.length + planned.unchanged).toBe(files.length);
          const places = kept(planned).map(keyOf);
          expect(new Set(places).size).toBe(places.length);
          for (const place of kept(planned)) expect(places.some((other) => other.startsWith(`${keyOf(place)}/`))).toBe(false);
        },
      ),
    );
  });
});
