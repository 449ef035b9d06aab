/** Where the unsaved texts of accounts lie: nobody but their account asks for them, and they go by themselves in time. */
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { DraftText, KeptDraft } from '../domain/drafts.ts';

/** The drafts of one account in one wiki. */
export interface Shelf {
  readonly wikiId: WikiId;
  readonly accountId: AccountId;
}

/** What is to become of a shelf: these drafts stand on it from now on, one of them with a new text. */
export interface ShelfChange {
  readonly drafts: readonly KeptDraft[];
  readonly written?: { readonly draftRevision: string; readonly text: DraftText };
}

export interface Drafts {
  /** Those that have not expired, the latest first. */
  list(shelf: Shelf): Promise<readonly KeptDraft[]>;
  /** Undefined when it was changed or thrown away meanwhile. */
  text(shelf: Shelf, draftRevision: string): Promise<DraftText | undefined>;
  /** Decides on the shelf as it stands, again when somebody was faster; what `decide` answers beside a change comes back. */
  change<T>(shelf: Shelf, decide: (drafts: readonly KeptDraft[]) => { readonly change?: ShelfChange; readonly said: T }): Promise<T>;
}
