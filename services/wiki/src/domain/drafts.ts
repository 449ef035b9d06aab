/** What may become of an account's drafts in one wiki. They are rows that change in place: no history, no fact. */
import { createHash } from 'node:crypto';
import type { DraftEntry, DraftGround } from '@wikibot/contracts/requests/drafts';
import { DRAFT_DAYS, MAX_DRAFTS } from '@wikibot/contracts/requests/drafts';
import type { PagePath } from '@wikibot/platform/page/page-path';
import { pageKey } from '@wikibot/platform/page/page-path';

/** What an account wants to be kept of a page. */
export interface DraftText {
  readonly content: string;
  readonly message?: string;
}

/** A draft as the list of its account has it; its text lies apart. */
export interface KeptDraft extends DraftEntry {
  readonly path: PagePath;
  /** Of text and base: the same again changes nothing. */
  readonly digest: string;
}

export interface Keeping {
  readonly path: PagePath;
  readonly text: DraftText;
  readonly base?: string | undefined;
  /** The draft that the caller knows. */
  readonly known?: string | undefined;
}

export type Decision =
  | { readonly kind: 'created' | 'updated' }
  | { readonly kind: 'unchanged'; readonly standing: KeptDraft }
  | { readonly kind: 'overtaken'; readonly standing: KeptDraft }
  | { readonly kind: 'gone' | 'full' };

const DAY_MS = 24 * 60 * 60 * 1000;

export const expiryOf = (savedAt: number): number => savedAt + DRAFT_DAYS * DAY_MS;

export const draftOf = (drafts: readonly KeptDraft[], path: string): KeptDraft | undefined =>
  drafts.find((draft) => pageKey(draft.path) === pageKey(path));

export const draftDigest = ({ text, base }: Pick<Keeping, 'text' | 'base'>): string =>
  createHash('sha256')
    .update(JSON.stringify([text.content, text.message ?? null, base ?? null]))
    .digest('base64url');

/** Two windows may write one draft: whoever does not know the latest is not to overwrite it. */
export const decideKeeping = (drafts: readonly KeptDraft[], keeping: Keeping): Decision => {
  const standing = draftOf(drafts, keeping.path);
  if (standing?.digest === draftDigest(keeping)) return { kind: 'unchanged', standing };
  if (standing) return standing.draftRevision === keeping.known ? { kind: 'updated' } : { kind: 'overtaken', standing };
  if (keeping.known !== undefined) return { kind: 'gone' };
  return { kind: drafts.length < MAX_DRAFTS ? 'created' : 'full' };
};

/** The page as it is now, and as it was when the text was begun; undefined: there was none. */
export interface Grounds {
  readonly base: string | undefined;
  readonly now: { readonly revision: string; readonly blob: string } | undefined;
  readonly thenBlob: string | undefined;
}

export const groundOfDraft = ({ base, now, thenBlob }: Grounds): DraftGround => {
  if (!now) return base === undefined ? 'new' : 'gone';
  if (base === undefined) return 'changed';
  return now.revision.startsWith(base) || now.blob === thenBlob ? 'current' : 'changed';
};
