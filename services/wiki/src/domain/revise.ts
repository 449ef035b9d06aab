/** The write contract's decision for one page's text: what a change made on a base comes to on the text that stands now. */
import type { Conflict, ConflictHunk } from '@wikibot/contracts/requests/conflict';
import { mergeText } from './three-way-merge.ts';

export interface Revision {
  /** The text that stands; null when there is no page. */
  readonly current: string | null;
  /** The text that the change was made on; null when the page did not exist there; undefined when no base was named. */
  readonly base: string | null | undefined;
  readonly yours: string;
}

export type Revised =
  | { readonly outcome: 'created' | 'updated' | 'merged'; readonly text: string }
  | { readonly outcome: 'unchanged' }
  /** There is a page, and the change names no base. */
  | { readonly outcome: 'base-missing' }
  /** The page was deleted since the base. */
  | { readonly outcome: 'gone' }
  | {
      readonly outcome: 'conflict';
      readonly base: string | null;
      readonly theirs: string;
      readonly merged: string;
      readonly hunks: readonly ConflictHunk[];
    };

export const revise = ({ current, base, yours }: Revision): Revised => {
  if (current === null) return typeof base === 'string' ? { outcome: 'gone' } : { outcome: 'created', text: yours };
  if (current === yours) return { outcome: 'unchanged' };
  if (base === undefined) return { outcome: 'base-missing' };
  return base === current ? { outcome: 'updated', text: yours } : merged(base, yours, current);
};

const merged = (base: string | null, yours: string, theirs: string): Revised => {
  const merge = mergeText(base ?? '', yours, theirs);
  if (!merge.clean) return { outcome: 'conflict', base, theirs, merged: merge.text, hunks: merge.hunks };
  return merge.text === theirs ? { outcome: 'unchanged' } : { outcome: 'merged', text: merge.text };
};

/** Three texts for whoever solves their conflict. */
export const conflictOf = ({ head, base, yours, theirs }: Pick<Conflict, 'head' | 'base' | 'yours' | 'theirs'>): Conflict => {
  const merge = mergeText(base ?? '', yours, theirs);
  return { head, base, yours, theirs, merged: merge.text, hunks: merge.clean ? [] : [...merge.hunks] };
};
