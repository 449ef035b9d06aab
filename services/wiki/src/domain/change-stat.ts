import { present } from '@wikibot/contracts/define/present';
import type { Changed } from '@wikibot/contracts/requests/pages';
import { MAX_SECTION_CHANGES } from '@wikibot/contracts/requests/section-changes';
import { sectionChanges } from '@wikibot/platform/page/section-changes';
import { changedLines } from './line-count.ts';

/** What a write is answered with of the text it changed; no page is the empty text. */
export const changeStat = (before: string, after: string): Pick<Changed, 'lines' | 'sections' | 'moreSections'> => {
  const all = sectionChanges(before, after);
  const more = all.length - MAX_SECTION_CHANGES;
  return {
    lines: changedLines(before, after),
    sections: all.slice(0, MAX_SECTION_CHANGES),
    ...present({ moreSections: more > 0 ? more : undefined }),
  };
};
