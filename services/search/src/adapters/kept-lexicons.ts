import type { Lexicon } from '../ports/embedder.ts';
import type { Lexicons } from '../ports/lexicons.ts';
import type { SearchIndex } from '../ports/search-index.ts';

/** So many are kept in memory, up to 20 MB each with what the model makes of it. */
const KEPT = 8;
/** A shelf without a lexicon may be learned by another process. */
const UNLEARNED_MS = 10_000;

interface Known {
  readonly lexicon: Lexicon | undefined;
  readonly at: number;
}

/** Lexicons lie with the vectors that were made with them. */
export const keptLexicons = (index: Pick<SearchIndex, 'lexicon' | 'keepLexicon'>, now: () => number): Lexicons => {
  const known = new Map<string, Known>();
  const remember = (shelf: string, lexicon: Lexicon | undefined): void => {
    known.delete(shelf);
    known.set(shelf, { lexicon, at: now() });
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  };
  return {
    async of({ id, learned }) {
      const kept = known.get(id);
      if (kept && (kept.lexicon || (learned === 0 && now() - kept.at < UNLEARNED_MS))) return kept.lexicon;
      const lexicon = await index.lexicon(id);
      remember(id, lexicon);
      return lexicon;
    },
    async keep(shelf, lexicon) {
      await index.keepLexicon(shelf, lexicon);
      remember(shelf, lexicon);
    },
  };
};
