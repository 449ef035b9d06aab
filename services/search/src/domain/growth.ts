/** When the words of a wiki are worth learning again. */

interface Learned {
  readonly model: string;
  /** Pages there were when they were last learned; 0 for never. */
  readonly learned: number;
}

/** Fewer pages than this say little of how words are used. */
const LEAST = 20;

/** Learned at 20 pages, and again whenever there are twice as many. */
export const hasOutgrown = (
  { model, learned }: Learned,
  pages: number,
  embedder: { readonly model: string; readonly learn?: unknown },
): boolean => embedder.learn !== undefined && model === embedder.model && pages >= Math.max(LEAST, learned * 2);
