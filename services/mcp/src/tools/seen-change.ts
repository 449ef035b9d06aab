/** A change of the wiki as far as a caller may see what it touched. */
import { pathPermits } from '@wikibot/platform/kernel/access';
import type { WikiChange } from '../views/changes.ts';
import type { Call } from './tool.ts';

export const permitted = (change: WikiChange, call: Call): readonly string[] =>
  change.pages.filter((path) => pathPermits(call.auth.pathRules, path, 'read'));

/** A message may name what a caller may not see; with rules it shows only where every page does. */
export const seenBy = (change: WikiChange, call: Call): WikiChange => {
  const pages = permitted(change, call);
  if (call.auth.pathRules.length === 0 || pages.length === change.pageCount) return change;
  return { ...change, pages, pageCount: pages.length, message: '' };
};
