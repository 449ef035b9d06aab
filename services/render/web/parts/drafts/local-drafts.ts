import { base, fact } from '../screen.ts';

/** Text that is not saved as a page yet. */
export interface Draft {
  readonly content: string;
  readonly message: string;
  /** The revision it is based on; absent for a new page. */
  readonly revision?: string;
  /** ISO 8601. */
  readonly at: string;
}

const keyOf = (): string => `draft:${base()}:${fact('path') ?? ''}`;

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && 'content' in value && typeof value.content === 'string';

/** What this browser kept of the page, the latest first. */
export const keptDrafts = (): readonly Draft[] => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf()) ?? '[]');
    return (Array.isArray(value) ? value : [value]).filter(isDraft);
  } catch {
    return [];
  }
};

/** Whether they could be kept: storage may be full or forbidden, and then nobody is told that they are. */
export const keepDrafts = (drafts: readonly Draft[]): boolean => {
  try {
    if (drafts.length === 0) localStorage.removeItem(keyOf());
    else localStorage.setItem(keyOf(), JSON.stringify(drafts));
    return true;
  } catch {
    return false;
  }
};
