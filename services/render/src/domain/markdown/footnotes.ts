/** A footnote of the page: its number comes from the first reference. */
export interface Footnote {
  readonly label: string;
  /** Counted from 1; 0 until something refers to it. */
  number: number;
  /** How often the text refers to it. */
  references: number;
}

/** By label. */
export type Footnotes = Map<string, Footnote>;
