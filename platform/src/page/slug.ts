import { cutAt } from './words.ts';

const MAX_SLUG = 120;
const EMPTY = 'section';

const cleaned = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}\p{M}_\s-]+/gu, '')
    .replace(/(\p{sc=Latin})\p{M}+/gu, '$1')
    .replace(/[\s-]+/gu, '-')
    .normalize('NFC');

const trimmed = (slug: string): string => slug.replace(/^-|-$/g, '');

/**
 * The anchor of a heading before repeats are told apart: lower case, letters and digits of every script, `_`, single
 * hyphens. Latin letters lose their marks (`Ünïcödé & Ärger!` -> `unicode-arger`); nothing left gives `section`.
 * Idempotent, so a link may name either the heading or its anchor.
 */
export const slugOf = (text: string): string => trimmed(cutAt(trimmed(cleaned(cutAt(text, MAX_SLUG * 4))), MAX_SLUG)) || EMPTY;

/**
 * Anchors of one document in order: `b`, `b-1`, `b-2`. No anchor is given twice, also when a later heading is
 * naturally called `b-1`. Make one per document.
 */
export const slugger = (): ((text: string) => string) => {
  const given = new Set<string>();
  const repeats = new Map<string, number>();
  return (text) => {
    const natural = slugOf(text);
    let repeat = repeats.get(natural) ?? 0;
    let anchor = repeat === 0 ? natural : `${natural}-${repeat}`;
    while (given.has(anchor)) {
      repeat += 1;
      anchor = `${natural}-${repeat}`;
    }
    repeats.set(natural, repeat);
    given.add(anchor);
    return anchor;
  };
};
