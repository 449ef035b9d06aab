import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseQuery } from '../../domain/query.ts';
import { ask, indexOf, pageOf, paths, WIKI } from './wiki-of.ts';
import type { OpenIndex } from './wiki-of.ts';

const OPERATORS = [
  'NEAR(a b)',
  'a AND b',
  'a OR',
  'NOT a',
  '^a',
  '-a',
  'title:a',
  '{title body}: a',
  'a*',
  '"a',
  'a"',
  '""',
  "'; DROP TABLE page --",
  'a + b',
  '(((a',
  'rank MATCH a',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('a', '"', '*', '^', ':', '(', ')', '-', '+', ' ', '\0', '日', '🚀', '\ud800', 'א', '\u202e', 'NEAR', 'AND'),
  }),
);

export function describeHostility(open: OpenIndex): void {
  describe('hostile text', () => {
    it.each(OPERATORS)('takes %s for words', async (text) => {
      const index = await indexOf(open, { Page: 'a b near and or not title body rank match drop table page' });
      const query = parseQuery(text);
      if (query.ok) expect(await index.search({ wikiId: WIKI, query, limit: 5 })).toMatchObject({ ok: true, total: 1 });
      else expect(text).toBe('""');
    });

    it('answers any query, filter and cursor without throwing', async () => {
      const index = await indexOf(open, { Page: 'a b near 日本 🚀 אב' });
      await fc.assert(
        fc.asyncProperty(anyText, anyText, async (text, other) => {
          const query = parseQuery(text);
          if (!query.ok) return;
          const filters = { pathPrefix: other, category: other, tag: other, updatedSince: other };
          await index.search({ wikiId: WIKI, query, limit: 5, after: other });
          await index.search({ wikiId: WIKI, query, limit: 5, filters, allowed: [{ prefix: other, access: 'none' }] });
        }),
      );
    });

    it('keeps, finds, replaces and removes pages of any text', async () => {
      await fc.assert(
        fc.asyncProperty(anyText, anyText, anyText, async (title, path, text) => {
          const index = await open();
          const page = {
            ...pageOf(`${path}x`, `${text}\n\n# ${text}\nneedle ${text}`, { title, tags: [text], category: text }),
            pageKey: 'x',
          };
          await index.put(page);
          expect((await ask(index, 'needle ')).total).toBe(1);
          await index.put({ ...page, sequence: 2, title: 'other', chunks: [] });
          expect(await paths(index, 'needle ')).toEqual([]);
          await index.remove({ wikiId: WIKI, pageKey: 'x', sequence: 3 });
          expect(await index.count(WIKI)).toEqual({ pages: 0, chunks: 0 });
          await index.close();
        }),
        { numRuns: 30 },
      );
    });

    it('keeps highlights inside the snippet and on what matched', async () => {
      const index = await indexOf(open, {
        Page: `<script>alert("needle")</script> ${'𝒳'.repeat(300)} needle | **needle** ${'é́'.repeat(50)} needle`,
      });
      const [hit] = (await ask(index, 'needle ')).hits;
      expect(hit?.highlights.map(([start, end]) => hit.snippet.slice(start, end).toLowerCase())).toEqual(
        hit?.highlights.map(() => 'needle'),
      );
      expect(hit?.snippet.isWellFormed()).toBe(true);
    });

    it('finds the ends of a word of a megabyte and of a very long query', async () => {
      const index = await indexOf(open, { Page: `begin ${'x'.repeat(1_000_000)} finish`, Other: 'y' });
      expect(await paths(index, 'finish ')).toEqual(['Page']);
      expect(await paths(index, `begin ${'z '.repeat(100_000)}`)).toEqual(['Page']);
    });
  });
}
