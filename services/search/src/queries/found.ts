import type { Hit, ScoreParts } from '@wikibot/contracts/requests/search';
import type { PageHit } from '../domain/hit.ts';
import { refusals } from '../refusals.ts';

const UNAVAILABLE = {
  cursor: () => refusals['search.bad-cursor']({}),
  'no-index': () => refusals['search.not-configured']({}),
  busy: () => refusals['search.busy']({}),
} as const;

/** Why the index has no answer. */
export const unavailable = (problem: keyof typeof UNAVAILABLE) => UNAVAILABLE[problem]();

const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A hit as it is told. A file is told by its page and its name. */
export const hitOf = (hit: PageHit, parts?: ScoreParts): Hit => {
  const { path, title, score, snippet, highlights, section, anchor, why, attachedTo } = hit;
  return {
    ...{ path: attachedTo ?? path, title, score, snippet, section, anchor, why: [...why] },
    highlights: highlights.map(([start, end]): [number, number] => [start, end]),
    ...(attachedTo === undefined ? {} : { attachment: nameIn(path) }),
    ...(parts ? { parts } : {}),
  };
};
