import { base, fact } from './screen.ts';

/** Text that is not saved yet, kept in this browser. */
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

export const keptDraft = (): Draft | undefined => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf()) ?? 'null');
    return isDraft(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Whether it could be kept: storage may be full or forbidden, and then nobody is told that it is. */
export const keepDraft = (draft: Draft): boolean => {
  try {
    localStorage.setItem(keyOf(), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
};

export const dropDraft = (): void => {
  try {
    localStorage.removeItem(keyOf());
  } catch {
    // Nothing was kept, then.
  }
};
