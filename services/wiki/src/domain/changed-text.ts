/** What a change of a page's text comes to: of a whole page, of one passage. Sections have a file of their own. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import { replaceExactlyOnce } from '@wikibot/platform/page/exact-edit';
import type { ExactRefusal } from '@wikibot/platform/page/exact-edit';
import { refusals } from '../refusals.ts';
import type { Revised } from './revise.ts';
import { revise } from './revise.ts';

/** A page as a change meets it. */
export interface Situation {
  readonly path: string;
  /** The wiki's head, which holds the text that stands. */
  readonly head: string;
  /** The text that stands; null when there is no page. */
  readonly current: string | null;
  /** The text that the change was made on; null when the page did not exist there; undefined when no base was named. */
  readonly base: string | null | undefined;
}

export interface ChangedText {
  readonly ok: true;
  /** The text as the caller would have it. */
  readonly yours: string;
  readonly revised: Revised;
}

export const replacePage =
  (content: string) =>
  ({ current, base }: Situation): ChangedText => ({ ok: true, yours: content, revised: revise({ current, base, yours: content }) });

/** A passage or a section is looked for in the text that the caller has read: without a base there is none. */
export const onBase = (situation: Situation, change: (base: string) => ChangedText | Refused): ChangedText | Refused => {
  const { path, base, current } = situation;
  if (typeof base === 'string') return change(base);
  if (base === null || current === null) return refusals['page.not-found']({ path });
  return { ok: true, yours: current, revised: { outcome: 'base-missing' } };
};

export const replacePassage =
  (oldString: string, newString: string) =>
  (situation: Situation): ChangedText | Refused =>
    onBase(situation, (base) => {
      const edited = replaceExactlyOnce(base, oldString, newString);
      return edited.ok ? replacePage(edited.text)(situation) : passageRefusal(situation.path, edited);
    });

const passageRefusal = (path: string, edited: ExactRefusal): Refused => {
  switch (edited.code) {
    case 'ambiguous':
      return refusals['page.text-ambiguous']({ path, count: edited.count, lines: edited.lines });
    case 'not-found':
      return refusals['page.text-not-found']({ path, reason: edited.message, ...(edited.nearest ? { nearest: edited.nearest } : {}) });
    case 'empty':
    case 'identical':
      return refusals['page.text-unchanged']({ path, reason: edited.message });
  }
};
