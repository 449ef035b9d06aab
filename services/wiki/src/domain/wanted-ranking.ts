/** Missing pages by how many pages link to them, and places in that ranking as cursors. */
import { compareUtf8 } from '@wikibot/platform/kernel/utf8-order';
import { decodeLoosely } from '@wikibot/platform/page/link-target';

export interface Ranked {
  readonly key: string;
  readonly path: string;
  readonly sources: number;
}

type Rank = Pick<Ranked, 'key' | 'sources'>;

/** The links of which stretch of pages are counted, by the key that it begins behind, and behind which rank to go on. */
export interface RankPlace {
  readonly from: string;
  readonly behind?: Rank;
}

const byRank = (one: Rank, other: Rank): number => other.sources - one.sources || compareUtf8(one.key, other.key);

/** The next of a ranking; `last` when there is more of it. */
export const pageOfRanking = (
  ranked: readonly Ranked[],
  { behind, limit }: Pick<RankPlace, 'behind'> & { readonly limit: number },
): { readonly shown: readonly Ranked[]; readonly last?: Rank } => {
  const left = ranked.filter((one) => !behind || byRank(behind, one) < 0).sort(byRank);
  const shown = left.slice(0, limit);
  const last = shown.at(-1);
  return { shown, ...(last && left.length > shown.length ? { last } : {}) };
};

const CURSOR = /^([^:]*)(?::(\d{1,9}):([^:]+))?$/;

export const rankPlace = ({ from, behind }: RankPlace): string =>
  [encodeURIComponent(from), ...(behind ? [String(behind.sources), encodeURIComponent(behind.key)] : [])].join(':');

/** What is no cursor of ours is the beginning. */
export const readPlace = (cursor = ''): RankPlace => {
  const [, from = '', sources, key] = CURSOR.exec(cursor.toWellFormed()) ?? [];
  const start = { from: decodeLoosely(from) };
  return sources === undefined || key === undefined ? start : { ...start, behind: { sources: Number(sources), key: decodeLoosely(key) } };
};
