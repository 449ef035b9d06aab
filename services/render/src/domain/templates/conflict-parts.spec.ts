import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Choice, Hunk, Part, Place } from './conflict-parts.ts';
import { chosenText, hasMarks, isPlace, partsOf, partsOfMarked, stillHolding, stretchesOf } from './conflict-parts.ts';

const lines = fc.array(fc.constantFrom('# Heron\n', '=======\n', '\n', 'still\n', '||||||| base\n', 'wades\n'), { maxLength: 4 });
const text = lines.map((some) => some.join(''));
const settled = text.filter((some) => some !== '').map((some): Part => ({ settled: some }));
const place = fc.record({ base: text, yours: text, theirs: text });

/** As `mergeText` of the wiki writes it: settled stretches and places by turns. */
const told = (parts: readonly Part[]): { readonly merged: string; readonly hunks: readonly Hunk[] } => {
  let merged = '';
  const hunks: Hunk[] = [];
  for (const part of parts) {
    if (isPlace(part)) {
      const { base, yours, theirs } = part;
      hunks.push({ base, yours, theirs, baseLines: [1, 1], startLine: merged.split('\n').length });
    }
    merged += stretchesOf([part], [])
      .map((stretch) => stretch.text)
      .join('');
  }
  return { merged, hunks };
};

const heron: Place = { base: 'stands\n', yours: 'waits\n', theirs: 'wades\n' };

describe('a conflict in parts', () => {
  it('is cut where the contract says, whatever looks like a marker in the texts', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(settled, place), { minLength: 1, maxLength: 4 }), (pairs) => {
        const parts: readonly Part[] = pairs.flat();
        const { merged, hunks } = told(parts);
        const found = partsOf(merged, hunks);
        expect(found).toEqual(parts.map((part) => (isPlace(part) ? { ...part, line: 1 } : part)));
        const theirs = found.filter(isPlace).map((): Choice => ({ by: 'theirs' }));
        const result = stretchesOf(found, theirs)
          .map((stretch) => stretch.text)
          .join('');
        expect(result).toBe(parts.map((part) => (isPlace(part) ? part.theirs : part.settled)).join(''));
      }),
    );
  });

  it('takes one side, both, or words of its own', () => {
    expect(chosenText(heron, { by: 'yours' })).toBe('waits\n');
    expect(chosenText({ ...heron, theirs: 'wades' }, { by: 'both' })).toBe('wades\nwaits\n');
    expect(chosenText(heron, { by: 'edit', text: 'wades and waits\n' })).toBe('wades and waits\n');
  });

  it('left half decided, is read back from its markers', () => {
    const parts: readonly Part[] = [{ settled: '# Heron\n' }, heron, { settled: 'in the\n' }, { ...heron, yours: '' }];
    const text = stretchesOf(parts, [{ by: 'both' }])
      .map((stretch) => stretch.text)
      .join('');
    expect(hasMarks(text)).toBe(true);
    expect(partsOfMarked(text)).toEqual([{ settled: '# Heron\nwades\nwaits\nin the\n' }, { ...heron, yours: '' }]);
  });

  it('knows which decisions of before still hold', () => {
    expect(stillHolding(['waits\n', 'swims\n'], [{ settled: 'a\nwaits\n' }, heron])).toBe(1);
  });
});
