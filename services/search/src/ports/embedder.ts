/**
 * Makes vectors of texts, so that texts with a similar meaning are near each other. Vectors are of unit length; a text that says nothing has none.
 * The same text, lexicon and model give the same vector, in every process and at every time.
 */
export interface Embedder {
  /** Names the model and whatever else changes its vectors: vectors of two models are never compared. */
  readonly model: string;
  /** Floats of a vector. */
  readonly dimension: number;
  /** So fast that a page can be embedded while its change is being indexed; slower ones follow later. */
  readonly isQuick: boolean;
  /**
   * What the model has to know of one wiki before it embeds its texts; absent from a model that is the same for all. The texts are gone through
   * more than once, in the same order.
   */
  readonly learn?: (texts: () => AsyncIterable<string>) => Promise<Lexicon>;
  /** In the order of the texts; undefined for one without a direction. Without a lexicon the wiki is taken to be new. */
  embed(texts: readonly string[], lexicon?: Lexicon): Promise<readonly (Float32Array | undefined)[]>;
  close(): Promise<void>;
}

/** What was learned of a wiki, as it is stored. Opaque to everybody but the model. */
export type Lexicon = Uint8Array;
