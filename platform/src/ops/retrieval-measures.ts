/** How good an order of pages is as the answer to a question (Manning, Raghavan, Schütze: Introduction to Information Retrieval, ch. 8). */

export interface Measures {
  /** Gain of the relevant pages among the first ten, falling with their place, next to the best possible order. */
  readonly ndcg10: number;
  /** Share of the relevant pages that are among the first five, or ten. */
  readonly recall5: number;
  readonly recall10: number;
  /** One by the place of the first relevant page. */
  readonly mrr: number;
}

const gainAt = (place: number): number => 1 / Math.log2(place + 2);
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** @param found paths, best first; @param relevant paths that answer the question, at least one */
export const measuresOf = (found: readonly string[], relevant: ReadonlySet<string>): Measures => {
  const hits = found.flatMap((path, place) => (relevant.has(path) ? [place] : []));
  const recallAt = (limit: number): number => hits.filter((place) => place < limit).length / Math.min(limit, relevant.size);
  const ideal = sum(Array.from({ length: Math.min(10, relevant.size) }, (_, place) => gainAt(place)));
  const [first] = hits;
  return {
    ndcg10: sum(hits.filter((place) => place < 10).map(gainAt)) / ideal,
    ...{ recall5: recallAt(5), recall10: recallAt(10) },
    mrr: first === undefined ? 0 : 1 / (first + 1),
  };
};

export const meanOf = (all: readonly Measures[]): Measures => {
  const mean = (name: keyof Measures): number => (all.length === 0 ? 0 : sum(all.map((one) => one[name])) / all.length);
  return { ndcg10: mean('ndcg10'), recall5: mean('recall5'), recall10: mean('recall10'), mrr: mean('mrr') };
};
