/** Wikis with texts that a slow model has not embedded yet: found by their words at once, by their meaning later. */
export interface Backlog {
  /** The fact of this sequence brought texts without vectors. */
  add(wikiId: string, sequence: number): Promise<void>;
  waiting(limit: number): Promise<readonly { readonly wikiId: string; readonly sequence: number }[]>;
  /** Everything up to this sequence has its vectors; what came since goes on waiting. */
  done(wikiId: string, sequence: number): Promise<void>;
}
