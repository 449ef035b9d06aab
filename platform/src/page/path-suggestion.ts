import { normalisePagePath } from './page-path.ts';
import type { PagePath } from './page-path.ts';
import { PAGE_ACTIONS } from './path-rules.ts';

const HARMFUL = /[\p{C}\p{DI}\p{Zl}\p{Zp}#[\]|<>{}^?*:"]/gu;
const MAX_INPUT = 2000;

export const mended = (segment: string): string =>
  segment
    .replace(HARMFUL, '')
    .replace(/[\p{Zs}_]+/gu, '_')
    .replace(/^[_]+/u, '')
    .split('')
    .reverse()
    .join('')
    .replace(/^[_.]+/u, '')
    .split('')
    .reverse()
    .join('');

/** The nearest acceptable path to one that was refused, to offer and never to use unasked; undefined when there is none. */
export const suggestPagePath = (input: string): PagePath | undefined => {
  if (input.length > MAX_INPUT) return undefined;
  const segments = input.replaceAll('\\', '/').split('/').map(mended).filter(Boolean);
  const last = segments.at(-1);
  const named = last !== undefined && PAGE_ACTIONS.has(last.toLowerCase()) ? [...segments.slice(0, -1), `${last}_page`] : segments;
  const answer = normalisePagePath(named.join('/'));
  return answer.ok ? answer.path : undefined;
};
