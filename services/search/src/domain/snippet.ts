import { cutAt } from '@wikibot/platform/page/words';
import type { Match, Matcher } from './matching.ts';
import { termsOf } from './terms.ts';

/** Plain text and the ranges of it that matched, `[start, end)` in UTF-16 units, in order and apart. Never HTML. */
export interface Snippet {
  readonly text: string;
  readonly highlights: readonly (readonly [start: number, end: number])[];
}

const LENGTH = 240;
const BEFORE = 60;
/** A chunk is a few hundred words; of a hostile one this much is looked at. */
const MAX_READ = 20_000;
const CUT = '… ';
const CUT_END = ' …';

/** Each with a bounded reach, so that unclosed brackets cost no more than others. */
const MARKUP: readonly (readonly [RegExp, string])[] = [
  [/\[\[([^[\]|]{1,200})(?:\|[^[\]]{1,200})?\]\]/g, '$1'],
  [/!?\[([^[\]]{0,300})\]\([^()\s]{0,500}(?:\s[^()]{0,200})?\)/g, '$1'],
  [/<\/?[a-z][^<>]{0,300}>/gi, ' '],
  [/^[ \t]{0,12}(?:#{1,6}[ \t]|>[ \t]?|[-*+][ \t](?:\[[ xX]\][ \t])?|(?:`{3,}|~{3,}).*$)/gm, ''],
  [/\*{1,3}|~~|`+|_{1,3}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}_])_{1,3}/gu, ''],
  [/\|[ \t]{0,12}:?-{1,100}:?[ \t]{0,12}(?=\|)|:?-{3,}:?|\|/g, ' '],
  [/[\s\0]+/g, ' '],
];

/** Markdown without its marks, on one line. */
export const plainText = (markdown: string): string =>
  MARKUP.reduce((text, [mark, instead]) => text.replace(mark, instead), markdown).trim();

// The window of matches that shows most units, the earliest of the best.
const densest = (matches: readonly Match[]): number => {
  let best = { start: 0, units: 0 };
  for (const [index, { start }] of matches.entries()) {
    const seen = new Set<number>();
    for (let at = index; at < Math.min(matches.length, index + LENGTH / 2); at += 1) {
      const match = matches[at];
      if (match === undefined || match.end > start + LENGTH - BEFORE) break;
      seen.add(match.unit);
    }
    if (seen.size > best.units) best = { start, units: seen.size };
  }
  return best.start;
};

// As much of the end as fits, from a word on, but never after what is to be seen.
const lastFrom = (plain: string, focus: number): number => {
  const wanted = plain.length - LENGTH;
  return wanted <= 0 ? 0 : Math.min(focus, plain.indexOf(' ', wanted) + 1 || focus);
};

const fromBefore = (plain: string, focus: number): number => {
  if (focus <= BEFORE) return 0;
  const space = plain.indexOf(' ', focus - BEFORE);
  return space === -1 || space >= focus ? focus : space + 1;
};

// At a word's end, unless the word is so long that little would be left.
const toAfter = (plain: string, from: number): number => {
  const space = plain.lastIndexOf(' ', from + LENGTH);
  return space > from + LENGTH / 2 ? space : from + cutAt(plain.slice(from, from + LENGTH + 2), LENGTH).length;
};

const windowOf = (plain: string, focus: number): { readonly from: number; readonly to: number } => {
  const reachesEnd = plain.length <= LENGTH || focus + LENGTH - BEFORE >= plain.length;
  if (reachesEnd) return { from: lastFrom(plain, focus), to: plain.length };
  const from = fromBefore(plain, focus);
  return { from, to: toAfter(plain, from) };
};

const apart = (ranges: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] => {
  const merged: [number, number][] = [];
  for (const [start, end] of ranges) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
};

/** The part of a chunk that shows best why it was found: about 240 characters, cut at words; its beginning when nothing in it matched. */
export const snippetOf = (markdown: string, matcher: Matcher): Snippet => {
  const plain = plainText(cutAt(markdown, MAX_READ));
  const matches = matcher(termsOf(plain));
  const { from, to } = windowOf(plain, densest(matches));
  const lead = from > 0 ? CUT : '';
  const shift = lead.length - from;
  const shown = matches.filter(({ start, end }) => start >= from && end <= to);
  return {
    text: `${lead}${plain.slice(from, to)}${to < plain.length ? CUT_END : ''}`,
    highlights: apart(shown.map(({ start, end }) => [start + shift, end + shift] as const)),
  };
};
