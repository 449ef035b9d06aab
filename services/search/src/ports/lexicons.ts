import type { Lexicon } from './embedder.ts';
import type { Shelf } from './shelves.ts';

/** What was learned of each shelf. A shelf is learned once, so what was read of it holds for as long as the shelf is there. */
export interface Lexicons {
  /** Undefined while nothing is learned of the shelf. */
  of(shelf: Pick<Shelf, 'id' | 'learned'>): Promise<Lexicon | undefined>;
  keep(shelf: string, lexicon: Lexicon): Promise<void>;
}
