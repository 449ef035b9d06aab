import { describe, expect, it } from '@jest/globals';
import type { Json, Row } from '../table.ts';
import { freshTable } from './fresh-table.ts';
import type { OpenTable } from './fresh-table.ts';

const VALUES: readonly (readonly [string, Json])[] = [
  ['an empty string', ''],
  ['text beyond the basic plane', 'naïve 漢字 😀 \u{10ffff}'],
  ['quotes, backslashes and control characters', '"\\\n\t\u0000\u2028'],
  ['an escaped surrogate spelled out', '\\ud800'],
  ['null', null],
  ['false', false],
  ['zero', 0],
  ['a fraction', 0.1],
  ['the largest whole number', Number.MAX_SAFE_INTEGER],
  ['a small number', 1.5e-100],
  ['an empty list', []],
  ['an empty object', {}],
  ['nesting', { a: [{ b: [[], [null, { c: 'd' }]] }], '': 'empty name', 'ключ.with "signs"': 1 }],
];

const REFUSED: readonly (readonly [string, unknown])[] = [
  ['NaN', Number.NaN],
  ['infinity', Number.NEGATIVE_INFINITY],
  ['a lone surrogate', 'x\ud800'],
  ['a function', () => 1],
  ['a bigint', 1n],
];

const KEY = { pk: 'p', sk: 's' };

export function describeFidelity(open: OpenTable): void {
  describe('what is read is what was written', () => {
    const fresh = freshTable(open);

    it.each(VALUES)('%s comes back unchanged', async (_, value) => {
      await fresh().seed({ ...KEY, value, list: [value], nested: { value } });
      expect(await fresh().get(KEY)).toEqual({ ...KEY, value, list: [value], nested: { value } });
    });

    it.each(REFUSED)('%s is refused, at the top and inside, and nothing is written', async (_, value) => {
      // the types forbid these; a caller that got past them is told
      const json = value as Json;
      await expect(fresh().seed({ pk: 'p', sk: 'other' }, { ...KEY, value: json })).rejects.toThrow(/value/);
      await expect(fresh().seed({ pk: 'p', sk: 'other' }, { ...KEY, nested: [{ value: json }] })).rejects.toThrow(/nested/);
      expect(await fresh().all({ pk: 'p' })).toEqual([]);
    });

    it.each([2 ** 53, -(2 ** 53), 1e300, 1e-300])(
      '%d is kept inside lists and objects, but refused as a field, where it may be compared',
      async (value) => {
        await fresh().seed({ ...KEY, list: [value], nested: { value } });
        expect(await fresh().get(KEY)).toEqual({ ...KEY, list: [value], nested: { value } });
        await expect(fresh().seed({ ...KEY, value })).rejects.toThrow(/value/);
      },
    );

    it('a field that is undefined is not stored, at any depth', async () => {
      await fresh().seed({ ...KEY, gone: undefined, nested: { gone: undefined, kept: 1 } });
      const row = await fresh().get(KEY);
      expect(Object.keys(row ?? {}).toSorted()).toEqual(['nested', 'pk', 'sk']);
      expect(row?.['nested']).toStrictEqual({ kept: 1 });
    });

    it('minus zero is zero', async () => {
      await fresh().seed({ ...KEY, n: -0 });
      expect(Object.is((await fresh().get(KEY))?.['n'], 0)).toBe(true);
    });

    it('keys may hold any well-formed text', async () => {
      const key = { pk: 'é/😀\u0000"', sk: '\u0000\u{10ffff}\\' };
      await fresh().seed({ ...key, n: 1 });
      expect(await fresh().get(key)).toEqual({ ...key, n: 1 });
      expect(await fresh().get({ ...key, sk: '\u0000\u{10ffff}' })).toBeUndefined();
    });

    it('a row changed by the caller after the write stays as it was written', async () => {
      const row = { ...KEY, list: [1], nested: { n: 1 } };
      const written = fresh().seed(row);
      row.list.push(2);
      row.nested.n = 2;
      await written;
      expect(await fresh().get(KEY)).toEqual({ ...KEY, list: [1], nested: { n: 1 } });
    });

    it('a row changed by a reader is not changed for the next one', async () => {
      await fresh().seed({ ...KEY, list: [1] });
      const change = (row: Row | undefined): void => void (row?.['list'] as number[]).push(2);
      change(await fresh().get(KEY));
      change((await fresh().getMany([KEY]))[0]);
      change((await fresh().query({ pk: 'p' })).rows[0]);
      expect(await fresh().get(KEY)).toEqual({ ...KEY, list: [1] });
    });
  });
}
