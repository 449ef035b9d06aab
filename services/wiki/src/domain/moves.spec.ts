import { describe, expect, it } from '@jest/globals';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { FileState } from './moves.ts';
import { movesAmong } from './moves.ts';

const TEXTS: Readonly<Record<string, string>> = {
  long: 'one\ntwo\nthree\nfour\n',
  longer: 'one\ntwo\nthree\nfive\n',
  other: 'nothing\nof\nthat\n',
};
const textOf = (blob: string) => Promise.resolve(TEXTS[blob]);
const at = (file: string, blob: string): FileState => ({ file, blob: blob as ObjectId }); // ids stand for contents here
const moves = async (gone: readonly FileState[], came: readonly FileState[]) =>
  (await movesAmong(gone, came, textOf)).map(({ from, to }) => `${from.file} > ${to.file}`);

describe('files that went and came', () => {
  it('are moved when the content is the same, preferably under the same name', async () => {
    expect(await moves([at('a/x.png', '1'), at('a/y.png', '1')], [at('b/y.png', '1'), at('b/x.png', '1')])).toEqual([
      'a/y.png > b/y.png',
      'a/x.png > b/x.png',
    ]);
    expect(await moves([at('x.png', '1')], [at('copy.png', '1'), at('second.png', '1')])).toEqual(['x.png > copy.png']);
  });

  it('are moved when pages share most of their lines, the likest first', async () => {
    expect(await moves([at('Old.md', 'long')], [at('Other.md', 'other'), at('New.md', 'longer')])).toEqual(['Old.md > New.md']);
    expect(await moves([at('Old.md', 'long')], [at('New.md', 'other')])).toEqual([]);
    expect(await moves([at('old.bin', 'long')], [at('new.bin', 'longer')])).toEqual([]);
  });

  it('are not moved when they are empty', async () => {
    const empty = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';
    expect(await moves([at('Old.md', empty)], [at('New.md', empty)])).toEqual([]);
  });
});
