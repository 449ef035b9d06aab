import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { archiveNames } from './archive-names.ts';
import { carriedNames } from './carried-names.ts';

const id = (letter: string): string => letter.repeat(32);
const named = (...files: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries([...carriedNames(files)].map(([file, { as }]) => [file, as]));
const sorted = (names: readonly string[], stripsRoot = true) => {
  const { files, ...rest } = archiveNames(
    names.map((name) => ({ name })),
    stripsRoot,
  );
  return { files: files.map(({ file }) => file), ...rest };
};

describe('the names in an archive', () => {
  it('lose the folder that holds all of them, and one that holds only most stays', () => {
    expect(sorted(['notes/b.md', 'notes/a/c.md'])).toMatchObject({ files: ['a/c.md', 'b.md'], root: 'notes' });
    expect(sorted(['notes/b.md', 'other/c.md'])).toEqual({ files: ['notes/b.md', 'other/c.md'], leftOut: [], isVault: false });
    expect(sorted(['notes/b.md'], false)).not.toHaveProperty('root');
    expect(sorted(['../b.md', '../c.md'])).not.toHaveProperty('root');
  });

  it('of what systems and programs leave behind are told by place and count', () => {
    const names = ['vault/a.md', 'vault/.obsidian/app.json', 'vault/.obsidian/x/y.json', 'vault/b/.DS_Store', '__MACOSX/vault/._a.md'];
    expect(sorted(names)).toEqual({
      files: ['a.md'],
      root: 'vault',
      isVault: true,
      leftOut: [
        { file: 'vault/.obsidian', files: 2, reason: expect.stringContaining('Obsidian') },
        { file: 'vault/b/.DS_Store', files: 1, reason: expect.stringContaining('macOS') },
        { file: '__MACOSX', files: 1, reason: expect.stringContaining('macOS') },
      ],
    });
  });
});

describe('the names that files come to have', () => {
  it('are their own where nothing is wrong with them', () => {
    expect(named('Home.md', 'docs/read me.md', 'docs/read me/cat.png')).toEqual({
      'Home.md': 'Home.md',
      'docs/read me.md': 'docs/read me.md',
      'docs/read me/cat.png': 'docs/read me/cat.png',
    });
  });

  it('are addresses that can be reached, and numbers tell apart what would be one page', () => {
    expect(named('Page.md', 'docs/history.md', 'page-2.md', 'page.md')).toEqual({
      'Page.md': 'Page.md',
      'docs/history.md': 'docs/history_page.md',
      'page-2.md': 'page-2.md',
      'page.md': 'page-3.md',
    });
  });

  it('have no ids of Notion, and pages of one title keep what is below them', () => {
    const files = [`Plan ${id('a')}.md`, `Plan ${id('a')}/Step ${id('b')}.md`, `Plan ${id('a')}/cat.png`, `Plan ${id('c')}.md`];
    const databases = [`List ${id('d')}.csv`, `List ${id('d')}_all.csv`];
    expect(named(...files, `Plan ${id('c')}/Step ${id('e')}.md`, ...databases)).toEqual({
      [`Plan ${id('a')}.md`]: 'Plan.md',
      [`Plan ${id('a')}/Step ${id('b')}.md`]: 'Plan/Step.md',
      [`Plan ${id('a')}/cat.png`]: 'Plan/cat.png',
      [`Plan ${id('c')}.md`]: 'Plan-2.md',
      [`Plan ${id('c')}/Step ${id('e')}.md`]: 'Plan-2/Step.md',
      [`List ${id('d')}.csv`]: 'List.csv',
      [`List ${id('d')}_all.csv`]: 'List_all.csv',
    });
  });

  it('are told with a reason whenever they are others', () => {
    const all = carriedNames([`A ${id('a')}.md`, `history ${id('b')}.md`]);
    expect([...all.values()]).toEqual([
      { as: 'A.md', reason: expect.stringContaining('Notion') },
      { as: 'history_page.md', reason: expect.stringMatching(/Notion.*action/s) },
    ]);
  });

  it('keep ids where most pages have none', () => {
    expect(named(`A ${id('a')}.md`, 'b.md', 'c.md')[`A ${id('a')}.md`]).toBe(`A ${id('a')}.md`);
  });

  it('are different for different files, and the same whenever they come', () => {
    const name = fc.stringMatching(/^[aAb_ -]{1,4}(\/[aA.]{1,2}){0,2}\.(md|png)$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), (files) => {
        const names = [...carriedNames(files).values()].map(({ as }) => as);
        expect(new Set(names).size).toBe(files.length);
        expect([...carriedNames(files).values()].map(({ as }) => as)).toEqual(names);
      }),
    );
  });
});
