import { hitsFor } from '../../domain/hit.ts';
import type { FoundRow } from '../../domain/hit.ts';
import { telling } from '../../domain/readings.ts';
import type { BadCursor, FoundPages, Question } from '../../ports/search-index.ts';
import { ask, totalOf } from './ask.ts';
import { pagesHaving, scored } from './clauses.ts';
import type { Cluster } from './cluster.ts';
import { cursorOf, readCursor } from './cursor.ts';
import type { Place } from './cursor.ts';
import type { ChunkDocument, PageDocument } from './page-document.ts';
import { markOf } from './page-document.ts';
import type { Query, SearchBody, SearchHit } from './query.ts';
import { resolve } from './resolve.ts';
import type { FoundUnit } from './resolve.ts';
import { filtersOf, readableScope } from './scope.ts';

const NOTHING: FoundPages = { ok: true, hits: [], total: 0 };
const BAD_CURSOR: BadCursor = { ok: false, problem: 'cursor', message: 'The cursor is not one that a search gave. Ask again without it.' };

/** Added to the score of pages with every unit: more than all units of the longest query can be worth, so that they come first. */
const EVERY = 4_096;

const rarityOf = (pages: number, { pages: having }: FoundUnit): number =>
  Math.log(1 + (Math.max(0, pages - having) + 0.5) / (having + 0.5));

interface Wanted {
  readonly wikiId: string;
  readonly units: readonly FoundUnit[];
  readonly pages: number;
  readonly filter: readonly Query[];
  readonly limit: number;
  readonly start: Place | null;
}

// A page is worth its best chunk, which is also where the hit points.
const queryFor = ({ wikiId, units, pages, filter }: Wanted): Query => {
  const mark = markOf(wikiId);
  const chunks = units.map((unit) => scored(mark, unit, rarityOf(pages, unit)));
  const every: Query = { bool: { filter: units.map(({ phrases }) => pagesHaving(mark, phrases)) } };
  return {
    bool: {
      filter: [...filter],
      must: [
        {
          nested: {
            path: 'chunks',
            score_mode: 'max',
            query: { bool: { should: chunks, minimum_should_match: 1 } },
            inner_hits: { size: 1 },
          },
        },
      ],
      should: [{ constant_score: { filter: every, boost: EVERY } }],
    },
  };
};

const bodyFor = (wanted: Wanted): SearchBody => ({
  size: wanted.limit + 1,
  track_total_hits: true,
  _source: ['path', 'pageKey', 'name', 'attachedTo'],
  query: queryFor(wanted),
  sort: [{ _score: { order: 'desc' } }, { path: { order: 'asc' } }],
  ...(wanted.start ? { search_after: [...wanted.start] } : {}),
});

type Shown = Required<Pick<PageDocument, 'path' | 'pageKey' | 'name'>> & Pick<PageDocument, 'attachedTo'>;

const placeOf = ({ sort }: SearchHit): Place => [Number(sort?.[0] ?? 0), String(sort?.[1] ?? '')];

const rowOf = (hit: SearchHit, missing: number): FoundRow => {
  const { name: title, ...shown } = hit._source as unknown as Shown; // as we put it
  const [best] = hit.inner_hits?.['chunks']?.hits.hits ?? [];
  const { index, section, sectionPath, anchor, text } = best?._source as unknown as ChunkDocument; // a page is found by one of its chunks
  const [score] = placeOf(hit);
  const every = score >= EVERY;
  const relevance = every ? score - EVERY : score;
  return { ...shown, title, section, sectionPath, anchor, text, chunkIndex: index, relevance, every: every && missing === 0 };
};

export const findPages = async (cluster: Cluster, question: Question): Promise<FoundPages | BadCursor> => {
  const { wikiId, query, filters, allowed, limit, after } = question;
  const start = after === undefined ? null : readCursor(after);
  if (start === undefined) return BAD_CURSOR;
  const scope = readableScope(wikiId, allowed);
  const { units: found, missing, pages } = await resolve(cluster, wikiId, { units: query.units, scope });
  const units = telling(found, pages, (unit) => unit.pages);
  if (units.length === 0) return NOTHING;
  const answer = await ask(cluster, wikiId, bodyFor({ wikiId, units, pages, filter: [...scope, ...filtersOf(filters)], limit, start }));
  const shown = answer.hits.hits.slice(0, limit);
  const last = shown.at(-1);
  const hitOf = hitsFor(units);
  const next = answer.hits.hits.length > limit && last ? { next: cursorOf(placeOf(last)) } : {};
  return { ok: true, hits: shown.map((hit) => hitOf(rowOf(hit, missing))), total: totalOf(answer), ...next };
};
