import { COLUMN_WEIGHTS } from '../../domain/columns.ts';
import { hitsFor } from '../../domain/hit.ts';
import type { FoundRow } from '../../domain/hit.ts';
import { telling } from '../../domain/readings.ts';
import type { BadCursor, FoundPages, Question } from '../../ports/search-index.ts';
import { cursorOf, readCursor } from './cursor.ts';
import type { Place } from './cursor.ts';
import { anyOf, resolve } from './resolve.ts';
import type { FoundUnit, Resolution } from './resolve.ts';
import { indexOfChunk } from './schema.ts';
import { scopeOf } from './scope.ts';
import type { Values, WikiFile } from './wiki-file.ts';

interface Row extends Omit<FoundRow, 'chunkIndex' | 'every' | 'attachedTo'> {
  readonly attachedTo: string | null;
  readonly chunk: number;
  readonly every: number;
  readonly total: number;
}

interface Wanted extends Pick<Question, 'filters' | 'allowed' | 'limit'> {
  readonly units: readonly FoundUnit[];
}

const NOTHING: FoundPages = { ok: true, hits: [], total: 0 };
const BAD_CURSOR: BadCursor = { ok: false, problem: 'cursor', message: 'The cursor is not one that a search gave. Ask again without it.' };

const WEIGHTS = [COLUMN_WEIGHTS.title, COLUMN_WEIGHTS.headings, COLUMN_WEIGHTS.body].map((weight) => weight.toFixed(1)).join(', ');

// A page is worth its best chunk, which is also where the hit points. `covering` lists the pages with every unit; null: all have them.
const findSql = (scope: string): string => `
  WITH hit AS MATERIALIZED (SELECT rowid AS chunk, -bm25(words, ${WEIGHTS}) AS relevance FROM words WHERE words MATCH @match),
  best AS (SELECT chunk >> 16 AS no, chunk, max(relevance) AS relevance FROM hit GROUP BY chunk >> 16),
  found AS (
    SELECT page.no, page.path, page.key, page.title, page.attached_to AS attachedTo, best.chunk, best.relevance, count(*) OVER () AS total,
      @covering IS NULL OR page.no IN (SELECT value FROM json_each(@covering)) AS every
    FROM best CROSS JOIN page ON page.no = best.no WHERE ${scope}
  ),
  shown AS (
    SELECT * FROM found WHERE @path IS NULL OR (-every, -relevance, path, key) > (-@every, -@relevance, @path, @key)
    ORDER BY every DESC, relevance DESC, path, key LIMIT @rows
  )
  SELECT shown.path, key AS pageKey, title, attachedTo, chunk, relevance, total, every,
    coalesce(section, '') AS section, coalesce(section_path, '') AS sectionPath, coalesce(anchor, '') AS anchor, coalesce(text, '') AS text
  FROM shown LEFT JOIN chunk ON chunk.no = shown.chunk ORDER BY every DESC, relevance DESC, shown.path, key`;

const covering = (units: readonly FoundUnit[]): readonly number[] => {
  const [rarest, ...others] = units.map(({ pages }) => pages).toSorted((a, b) => a.length - b.length);
  const sets = others.map((pages) => new Set(pages));
  return (rarest ?? []).filter((page) => sets.every((pages) => pages.has(page)));
};

const placeOf = ({ every, relevance, path, pageKey: key, total }: Row): Place => ({ every, relevance, path, key, total });

const answerOf = (rows: readonly Row[], limit: number, { units, missing }: Resolution): FoundPages => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hitOf = hitsFor(units);
  const hits = shown.map(({ attachedTo, ...row }) =>
    hitOf({
      ...row,
      ...(attachedTo === null ? {} : { attachedTo }),
      every: row.every === 1 && missing === 0,
      chunkIndex: indexOfChunk(row.chunk),
    }),
  );
  const next = rows.length > limit && last ? { next: cursorOf(placeOf(last)) } : {};
  return { ok: true, hits, total: last?.total ?? 0, ...next };
};

/** Where a page of hits begins: after this place, or at the best hit. */
const startValues = (start: Place | null): Values =>
  start === null
    ? { every: 0, relevance: 0, path: null, key: '' }
    : { every: start.every, relevance: start.relevance, path: start.path, key: start.key };

const rowsAfter = (file: WikiFile, start: Place | null, { units, filters, allowed, limit }: Wanted): readonly Row[] => {
  const scope = scopeOf(filters, allowed);
  return file.rows<Row>(findSql(scope.sql), {
    ...scope.values,
    ...startValues(start),
    match: anyOf(units.flatMap(({ phrases }) => phrases)),
    covering: units.length === 1 ? null : JSON.stringify(covering(units)),
    rows: limit + 1,
  });
};

const livePages = (file: WikiFile): number => file.column<number>('SELECT count(*) FROM page WHERE live = 1')[0] ?? 0;

export const findPages = (file: WikiFile, question: Question): FoundPages | BadCursor => {
  const start = question.after === undefined ? null : readCursor(question.after);
  if (start === undefined) return BAD_CURSOR;
  const resolution = resolve(file, question.query.units);
  const units = telling(resolution.units, livePages(file), ({ pages }) => pages.length);
  if (units.length === 0) return NOTHING;
  const rows = rowsAfter(file, start, { ...question, units });
  const answer = answerOf(rows, question.limit, resolution);
  // Behind the last hit there is no row to tell how many there are in all.
  return rows.length === 0 && start ? { ...answer, total: start.total } : answer;
};
