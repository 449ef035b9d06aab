import type { Refused } from '@wikibot/contracts/define/refusal';
import { refusals } from '../refusals.ts';

/** So many addresses are named; the outline has all of them. */
const MAX_CANDIDATES = 100;

/** No section answers to a name, or several do. */
export const sectionMissing = (
  path: string,
  section: string,
  { code, candidates }: { readonly code: 'section-not-found' | 'section-ambiguous'; readonly candidates: readonly string[] },
): Refused => {
  const detail = { path, section, candidates: candidates.slice(0, MAX_CANDIDATES), total: candidates.length };
  return code === 'section-ambiguous' ? refusals['section.ambiguous'](detail) : refusals['section.not-found'](detail);
};
