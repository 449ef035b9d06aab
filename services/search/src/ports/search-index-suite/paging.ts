import { describe, expect, it } from '@jest/globals';
import { parseQuery } from '../../domain/query.ts';
import { ask, indexOf, pathsOf, WIKI } from './wiki-of.ts';
import type { OpenIndex } from './wiki-of.ts';

const MANY = Object.fromEntries(
  Array.from({ length: 25 }, (_, at) => [`Page_${String(at).padStart(2, '0')}`, at % 3 === 0 ? 'apple pear' : 'apple']),
);

export function describePaging(open: OpenIndex): void {
  describe('paging', () => {
    it('gives every page once, in the order of one long answer', async () => {
      const index = await indexOf(open, MANY);
      const whole = await ask(index, 'apple pear ', { limit: 100 });
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const answer = await ask(index, 'apple pear ', { limit: 4, ...(after === undefined ? {} : { after }) });
        expect(answer.total).toBe(25);
        seen.push(...pathsOf(answer));
        after = answer.next;
      } while (after !== undefined);
      expect(seen).toEqual(pathsOf(whole));
      expect(new Set(seen).size).toBe(25);
    });

    it('orders pages of the same score by path', async () => {
      const index = await indexOf(open, { C: 'kiwi', A: 'kiwi', B: 'kiwi' });
      expect(pathsOf(await ask(index, 'kiwi '))).toEqual(['A', 'B', 'C']);
    });

    it('has no next page when the last hit is shown', async () => {
      expect(await ask(await indexOf(open, MANY), 'apple ', { limit: 25 })).not.toHaveProperty('next');
    });

    it.each(['', 'x', 'bm90IGpzb24', Buffer.from('[1,2]').toString('base64url')])('refuses the cursor “%s”', async (after) => {
      const index = await indexOf(open, MANY);
      const query = parseQuery('apple');
      if (!query.ok) throw new Error(query.message);
      expect(await index.search({ wikiId: WIKI, query, limit: 5, after })).toMatchObject({ ok: false, problem: 'cursor' });
    });
  });
}
