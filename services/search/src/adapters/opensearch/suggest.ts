import type { Phrase } from '../../domain/query.ts';
import type { SuggestQuestion, Suggestion } from '../../ports/search-index.ts';
import { ask } from './ask.ts';
import { phraseIn } from './clauses.ts';
import type { Cluster } from './cluster.ts';
import { fieldOf } from './index-definition.ts';
import type { PageDocument } from './page-document.ts';
import { markOf } from './page-document.ts';
import type { Query } from './query.ts';
import { readableScope } from './scope.ts';

/** A title tells more than a heading or a folder. */
const WORTH = { title: 8, headings: 1 } as const;

const inBest = (mark: string, phrase: Phrase): Query => ({
  dis_max: {
    tie_breaker: 0,
    queries: (['title', 'headings'] as const).map((column) => ({
      constant_score: { filter: phraseIn(fieldOf(column), mark, phrase), boost: WORTH[column] },
    })),
  },
});

type Shown = Required<Pick<PageDocument, 'path' | 'name'>> & Pick<PageDocument, 'attachedTo'>;

/** So many are looked at to choose from. */
const CANDIDATES = 100;

export const suggestPages = async (
  cluster: Cluster,
  { wikiId, terms, allowed, limit }: SuggestQuestion,
): Promise<readonly Suggestion[]> => {
  const mark = markOf(wikiId);
  const words = terms.map((term, at) => inBest(mark, { terms: [term], prefix: at === terms.length - 1 }));
  const { hits } = await ask(cluster, wikiId, {
    size: CANDIDATES,
    _source: ['path', 'name', 'attachedTo'],
    query: {
      bool: {
        filter: [...readableScope(wikiId, allowed)],
        must: [{ nested: { path: 'chunks', score_mode: 'max', query: { bool: { must: words } } } }],
      },
    },
    sort: [{ _score: { order: 'desc' } }, { path: { order: 'asc' } }],
  });
  const found = hits.hits.map((hit) => ({ score: Number(hit.sort?.[0]), shown: hit._source as unknown as Shown })); // as we put it
  const begins = ({ name }: Shown): number => Number(name.toLowerCase().startsWith(terms[0] ?? ''));
  const ordered = found.sort((a, b) => begins(b.shown) - begins(a.shown) || b.score - a.score || a.shown.path.length - b.shown.path.length);
  return ordered.slice(0, limit).map(({ shown: { name: title, ...shown } }) => ({ ...shown, title }));
};
