/** Finds pages by words and by meaning at once, or by meaning alone, and pages through the fused order. */
import type { DataOf, AnswerOf } from '@wikibot/contracts/define/request';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { findPages, Hit, ScoreParts } from '@wikibot/contracts/requests/search';
import { contentWords } from '../domain/embedding/content-words.ts';
import { fused } from '../domain/fusion.ts';
import type { Fused } from '../domain/fusion.ts';
import { fusedCursor } from '../domain/fused-cursor.ts';
import type { FusedPlace } from '../domain/fused-cursor.ts';
import type { PageHit } from '../domain/hit.ts';
import { hitByMeaning } from '../domain/passage.ts';
import type { Ports } from '../ports.ts';
import type { FoundPages, NearHit, Question } from '../ports/search-index.ts';
import { refusals } from '../refusals.ts';
import { hitOf, unavailable } from './found.ts';

type Data = DataOf<typeof findPages>;
type Answer = Outcome<AnswerOf<typeof findPages>>;
type Asked = Omit<Question, 'limit' | 'after'> & { readonly vector: Float32Array };

/** So many pages of each way are fused; behind them come those that have the words, in their order. */
const WINDOW = 50;

/** Both lists, and how to tell of a page in their fused order. */
interface Lists {
  readonly words: FoundPages;
  readonly near: readonly NearHit[];
  readonly order: readonly Fused[];
}

const NO_PAGES: FoundPages = { ok: true, hits: [], total: 0 };

const listsOf = async ({ mode }: Data, { vector, ...asked }: Asked, { index }: Ports) => {
  const [words, near] = await Promise.all([
    mode === 'meaning' ? NO_PAGES : index.search({ ...asked, limit: WINDOW }),
    index.nearest({ ...asked, vector, limit: WINDOW }),
  ]);
  if (!words.ok) return words;
  const byWords = words.hits.map(({ pageKey, score }) => ({ pageKey, every: score >= 0.5 }));
  const telling = new Set(contentWords(asked.query.text)).size;
  return { ok: true as const, words, near, order: fused({ words: byWords, meaning: near, telling }) };
};

const partsOf = ({ words: byWords, meaning }: Fused, { words, near }: Lists): ScoreParts => {
  const word = byWords === undefined ? undefined : words.hits[byWords];
  const like = meaning === undefined ? undefined : near[meaning];
  return {
    ...(word && byWords !== undefined ? { words: { rank: byWords + 1, score: word.score } } : {}),
    ...(like && meaning !== undefined ? { meaning: { rank: meaning + 1, similarity: Math.round(like.similarity * 10_000) / 10_000 } } : {}),
  };
};

const shownHit = (one: Fused, lists: Lists): readonly Hit[] => {
  const near = one.meaning === undefined ? undefined : lists.near[one.meaning];
  const hit: PageHit | undefined = one.words === undefined ? near && hitByMeaning(near) : lists.words.hits[one.words];
  if (!hit) return [];
  const why = near && one.words !== undefined ? [...hit.why, 'meaning' as const] : hit.why;
  return [hitOf({ ...hit, score: one.score, why }, partsOf(one, lists))];
};

/** Where the next page begins: further along the fused order, or behind it among those that have the words. */
const nextOf = ({ words, order }: Lists, shown: number): { next?: string } => {
  if (shown < order.length) return { next: fusedCursor.cursorOf({ shown }) };
  return words.next === undefined ? {} : { next: fusedCursor.cursorOf({ shown, words: words.next }) };
};

/** Pages behind the fused order, without those that meaning has brought into it. */
const behind = async (data: Data, asked: Asked, at: { lists: Lists; words: string; ports: Ports }): Promise<Answer> => {
  const { lists, words, ports } = at;
  const { vector: _, ...question } = asked;
  const found = await ports.index.search({ ...question, limit: data.limit, after: words });
  if (!found.ok) return unavailable(found.problem);
  const seen = new Set(lists.order.map(({ pageKey }) => pageKey));
  const results = found.hits.filter(({ pageKey }) => !seen.has(pageKey)).map((hit) => hitOf({ ...hit, score: 0 }));
  const next = found.next === undefined ? {} : { next: fusedCursor.cursorOf({ shown: lists.order.length, words: found.next }) };
  return answered(data, asked, { results, total: totalOf(lists), ...next });
};

const totalOf = ({ words, order }: Lists): number => words.total + order.filter((one) => one.words === undefined).length;

const answered = ({ mode }: Data, { query }: Asked, found: Omit<AnswerOf<typeof findPages>, 'query' | 'mode'>): Answer => ({
  ok: true,
  answer: { query: query.text, mode, ...found },
  token: {},
});

export const findByBoth = async (data: Data, asked: Asked, ports: Ports): Promise<Answer> => {
  const place: FusedPlace | undefined = data.cursor === undefined ? { shown: 0 } : fusedCursor.readCursor(data.cursor);
  if (!place) return refusals['search.bad-cursor']({});
  const lists = await listsOf(data, asked, ports);
  if (!lists.ok) return unavailable(lists.problem);
  if (place.words !== undefined) return behind(data, asked, { lists, words: place.words, ports });
  const shown = Math.min(lists.order.length, place.shown + data.limit);
  const results = lists.order.slice(place.shown, shown).flatMap((one) => shownHit(one, lists));
  return answered(data, asked, { results, total: totalOf(lists), ...nextOf(lists, shown) });
};
