/**
 * Where the pages of a wiki stand in the index. A wiki that is indexed anew has a second shelf beside the one that serves; live changes go to
 * both, and the moment in which the second serves is one write of one row.
 */
export interface Shelves {
  /** Where rows about a wiki lie. */
  partition(wikiId: string): string;
  /** A strongly consistent read. */
  of(wikiId: string): Promise<WikiShelves>;
  /** Says what stands on the first shelf of a wiki that nothing was said of yet. */
  label(wikiId: string, model: string): Promise<void>;
  /** Puts an empty shelf beside the one that serves; the one there is when the run has begun before. False when another run has one. */
  begin(wikiId: string, run: string, model: string): Promise<boolean>;
  /** Says that the shelf of the run has everything: it serves from now on. False when the run has no shelf. */
  serve(wikiId: string, run: string, learned: number): Promise<boolean>;
  /** Takes the run's shelf away from beside the one that serves, if it has one. */
  give(wikiId: string, run: string): Promise<void>;
}

export interface Shelf {
  /** Its name in the index. */
  readonly id: string;
  /** What its vectors were made with; empty when it has none. */
  readonly model: string;
  /** Pages there were when the words of the wiki were last learned. */
  readonly learned: number;
  /** It does not serve yet: its vectors wait for what has to be learned first. */
  readonly isBuilding: boolean;
}

export interface WikiShelves {
  /** Nothing was said of the wiki yet. */
  readonly isNew: boolean;
  readonly serving: Shelf;
  readonly building?: Shelf & { readonly run: string };
}
