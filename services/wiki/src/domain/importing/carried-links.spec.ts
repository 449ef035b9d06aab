import { describe, expect, it } from '@jest/globals';
import { linkCarrier } from './carried-links.ts';
import { carriedNames } from './carried-names.ts';

const id = (letter: string): string => letter.repeat(32);
const relinked = (files: readonly string[], text: string, { of = files[0] ?? '', isVault = false } = {}): string =>
  linkCarrier(carriedNames(files), { isVault }).relinked(of, text);

describe('links between the pages of an archive', () => {
  it('stay as they are where no name changed', () => {
    const text = '[a](b.md) [[B]] ![](a/cat.png)\r\n';
    expect(relinked(['a.md', 'b.md', 'a/cat.png'], text)).toBe(text);
  });

  it('follow what got another name, also from pages that did', () => {
    const files = [`Plan ${id('a')}.md`, `Plan ${id('a')}/Step ${id('b')}.md`, `Plan ${id('a')}/cat 1.png`];
    const folder = `Plan%20${id('a')}`;
    const text = `[Step](${folder}/Step%20${id('b')}.md) ![cat](${folder}/cat%201.png) [out](https://example.org/${folder})`;
    expect(relinked(files, text)).toBe('[Step](Plan/Step.md) ![cat](Plan/cat%201.png) [out](https://example.org/' + `${folder})`);
    expect(relinked(files, `[up](../Plan%20${id('a')}.md#goal)`, { of: files[1] ?? '' })).toBe('[up](../Plan.md#goal)');
  });

  it('lead to the page that they spell where two differ only in case', () => {
    const files = ['Index.md', 'a/Page.md', 'a/page.md'];
    expect(relinked(files, '[1](a/Page.md) [2](a/page.md)')).toBe('[1](a/Page.md) [2](a/page-2.md)');
  });

  it('are left alone in code', () => {
    expect(relinked(['index.md', 'docs/history.md'], '`[x](docs/history.md)` [x](docs/history.md)')).toBe(
      '`[x](docs/history.md)` [x](docs/history_page.md)',
    );
  });
});

describe('links of an Obsidian vault', () => {
  const files = ['Index.md', 'notes/Deep Note.md', 'a/Twice.md', 'b/Twice.md', 'files/cat (1).png', 'files/plan.pdf'];
  const vault = (text: string): string => relinked(files, text, { isVault: true });

  it('name the folder that Obsidian leaves out, and have the title first', () => {
    expect(vault('[[Deep Note]] [[deep note#Goal|the goal]] [[notes/Deep Note]]')).toBe(
      '[[Deep Note|notes/Deep Note]] [[the goal|notes/Deep Note#Goal]] [[notes/Deep Note]]',
    );
  });

  it('stay where it is not known what they mean', () => {
    expect(vault('[[Twice]] [[Nowhere]] [[#Goal]] `[[Deep Note]]`')).toBe('[[Twice]] [[Nowhere]] [[#Goal]] `[[Deep Note]]`');
  });

  it('show embedded pictures and link to other files', () => {
    expect(vault('![[cat (1).png|300]] [[plan.pdf|The plan]]')).toBe(
      '![cat (1).png](/files/cat%20%281%29.png) [The plan](/files/plan.pdf)',
    );
  });

  it('keep the bar of a table cell', () => {
    expect(vault('| a |\n|---|\n| [[Deep Note\\|x]] |\n')).toBe('| a |\n|---|\n| [[x\\|notes/Deep Note]] |\n');
  });
});
