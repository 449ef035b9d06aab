import type { DraftEntry } from '@wikibot/contracts/requests/drafts';
import type { KeptDraft } from './drafts.ts';

export const shownDraft = ({ digest: _, ...draft }: KeptDraft): DraftEntry => {
  const { path, name, base, draftRevision, bytes, saved, expires } = draft;
  return { path, name, draftRevision, bytes, saved, expires, ...(base === undefined ? {} : { base }) };
};
