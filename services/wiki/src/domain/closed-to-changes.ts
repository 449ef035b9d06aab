/** Whether a wiki's pages can be changed as it stands; setting one up is a change too. */
import { wikiArchived, wikiEnding } from '@wikibot/contracts/define/closed-wiki';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { refusals } from '../refusals.ts';
import type { Wiki } from './wiki.ts';

/** The doors say the same from what auth knows; here it is decided, as auth may hear of it a moment later. */
export const closedToChanges = ({ status, deletion }: Pick<Wiki, 'status' | 'deletion'>): Refused | undefined => {
  if (status === 'archived') return wikiArchived({});
  return status === 'deleting' ? wikiEnding({ until: deletion?.until ?? '' }) : undefined;
};

/** Whether it is something that settings can be changed of: open, or archived. */
export const notStanding = ({ status, deletion }: Pick<Wiki, 'status' | 'deletion'>): Refused | undefined => {
  if (status === 'deleting') return wikiEnding({ until: deletion?.until ?? '' });
  return status === 'active' || status === 'archived' ? undefined : refusals['wiki.not-ready']({ status });
};
