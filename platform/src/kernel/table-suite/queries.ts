import { describe, expect, it } from '@jest/globals';
import type { Query, Row } from '../table.ts';
import { freshTable } from './fresh-table.ts';
import type { OpenTable } from './fresh-table.ts';

/** In the order of their UTF-8 bytes; UTF-16 would put the astral ones before U+E000. */
const ORDERED: readonly string[] = [
  '\u0000',
  '\u0001',
  '!',
  'A',
  'AA',
  'Z',
  'a',
  'a\u0000',
  'a\u0001',
  'ab',
  'b',
  'é',
  '\u07ff',
  '\u0800',
  '漢',
  '\ud7ff',
  '\ue000',
  '～',
  '\uffff',
  '😀',
  '😀a',
  '😁',
  '\u{10ffff}',
  '\u{10ffff}\u{10ffff}',
];

const rowsOf = (sks: readonly string[]): readonly Row[] => sks.map((sk) => ({ pk: 'p', sk, n: ORDERED.indexOf(sk) }));
const byBytes = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));

/** What any query must answer over {@link ORDERED}, said naively. */
function expected({ prefix = '', after, reverse = false }: Query): readonly string[] {
  const found = ORDERED.filter((sk) => sk.startsWith(prefix));
  const ahead = (sk: string): boolean => after === undefined || (reverse ? byBytes(sk, after) < 0 : byBytes(sk, after) > 0);
  return (reverse ? found.toReversed() : found).filter(ahead);
}

const PREFIXES = [undefined, '', 'a', 'A', '\u0000', '\ud7ff', '\uffff', '😀', '\u{10ffff}', 'nothing'];
const AFTERS = [undefined, '\u0000', 'A', 'a', 'a\u0000', 'aa', '\ud7ff', '\uffff', '😀', '\u{10ffff}', '\u{10ffff}\u{10ffff}'];

export function describeQueries(open: OpenTable): void {
  describe('queries', () => {
    const fresh = freshTable(open);

    it('rows come in the order of the UTF-8 bytes of their sort keys', async () => {
      expect(ORDERED.toSorted(byBytes)).toEqual(ORDERED);
      await fresh().seed(...rowsOf(ORDERED.toSorted()));
      expect(await fresh().all({ pk: 'p' })).toEqual(rowsOf(ORDERED));
      expect(await fresh().all({ pk: 'p', reverse: true })).toEqual(rowsOf(ORDERED.toReversed()));
    });

    it.each(PREFIXES.map((prefix) => [JSON.stringify(prefix) ?? 'none', prefix] as const))(
      'prefix %s, from any cursor, in both directions',
      async (_, prefix) => {
        await fresh().seed(...rowsOf(ORDERED));
        for (const after of AFTERS) {
          for (const reverse of [false, true]) {
            const query: Query = { pk: 'p', ...(prefix !== undefined && { prefix }), ...(after !== undefined && { after }), reverse };
            expect({ query, sks: (await fresh().all(query)).map(({ sk }) => sk) }).toEqual({ query, sks: expected(query) });
          }
        }
      },
    );

    it.each([1, 2, 5, 23, 24, 25])('pages of %d rows follow each other without loss or repetition', async (limit) => {
      await fresh().seed(...rowsOf(ORDERED));
      for (const reverse of [false, true]) {
        const query: Query = { pk: 'p', limit, reverse };
        expect((await fresh().query(query)).rows).toHaveLength(Math.min(limit, ORDERED.length));
        expect((await fresh().all(query)).map(({ sk }) => sk)).toEqual(expected(query));
      }
    });

    it('a page goes on where the last ended though rows come and go between', async () => {
      await fresh().seed(...rowsOf(['A', 'a', 'ab', 'b']));
      const first = await fresh().query({ pk: 'p', limit: 2 });
      await fresh().write([{ delete: { pk: 'p', sk: 'a' } }, { put: { pk: 'p', sk: 'AA' } }, { put: { pk: 'p', sk: 'aa' } }]);
      expect(first.next).toBe('a');
      expect(await fresh().keys({ pk: 'p', after: 'a' })).toEqual(['aa', 'ab', 'b']);
    });

    it('a partition shows only its own rows, and one that is not there shows none', async () => {
      await fresh().seed({ pk: 'p', sk: '1' }, { pk: 'pp', sk: '2' }, { pk: 'P', sk: '3' }, { pk: 'p\u0000', sk: '4' });
      expect(await fresh().query({ pk: 'p' })).toEqual({ rows: [{ pk: 'p', sk: '1' }] });
      expect(await fresh().query({ pk: 'none' })).toEqual({ rows: [] });
    });

    it('a page has 100 rows unless told', async () => {
      const sks = Array.from({ length: 100 }, (_, n) => String(n).padStart(4, '0'));
      await fresh().seed(...sks.map((sk) => ({ pk: 'p', sk })));
      await fresh().seed({ pk: 'p', sk: '0100' });
      const page = await fresh().query({ pk: 'p' });
      expect([page.rows.length, page.next]).toEqual([100, '0099']);
      expect(await fresh().keys({ pk: 'p', limit: 1000 })).toHaveLength(101);
    });

    it('large rows are all found, page by page', async () => {
      const rows = Array.from({ length: 6 }, (_, n) => ({ pk: 'p', sk: String(n), text: 'x'.repeat(300_000) }));
      for (const row of rows) await fresh().seed(row);
      expect(await fresh().all({ pk: 'p' })).toEqual(rows);
    });
  });
}
