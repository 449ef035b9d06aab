import type { RenderState } from './render-state.ts';

/** A section of the finished HTML that can be shown by itself; offsets in UTF-16 units. */
export type SectionSpan = readonly [anchor: string, start: number, end: number];

const HEADING = /<h([1-6]) id="([^"]*)">/g;
const TAG = /<(\/?)([a-z][a-z0-9]*)[^>]*>/g;
const VOID = new Set(['br', 'hr', 'img', 'input', 'source', 'col']);
const NOTES = '<section class="footnotes"';
/** Sections within sections are looked through again and again; a page beyond it can be shown whole. */
const MOST_LOOKED_THROUGH = 4_000_000;

/** Whether every element that begins in this part also ends in it: only such a part can stand somewhere else. */
const isWhole = (html: string): boolean => {
  const open: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(TAG)) {
    if (VOID.has(name)) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
};

interface Start {
  readonly anchor: string;
  readonly level: number;
  readonly at: number;
}

const unescaped = (anchor: string): string => anchor.replaceAll('&amp;', '&');

const startsIn = (html: string, sections: ReadonlySet<string>): readonly Start[] => {
  const seen = new Set<string>();
  return [...html.matchAll(HEADING)].flatMap(({ 1: level = '', 2: written = '', index }) => {
    const anchor = unescaped(written);
    if (!sections.has(anchor) || seen.has(anchor)) return [];
    seen.add(anchor);
    return [{ anchor, level: Number(level), at: index }];
  });
};

const ended = (starts: readonly Start[], end: number): readonly SectionSpan[] =>
  starts.map(({ anchor, level, at }, place) => [
    anchor,
    at,
    starts.slice(place + 1, place + 500).find((next) => next.level <= level)?.at ?? end,
  ]);

/** Where each section of a page lies in its HTML, for pages that show one of them. The title of the page stands for all of it. */
export const sectionSpans = (
  html: string,
  { sections, titleAnchor }: Pick<RenderState, 'sections' | 'titleAnchor'>,
): readonly SectionSpan[] => {
  const notes = html.lastIndexOf(NOTES);
  const starts = startsIn(html, sections).slice(0, 500);
  let looked = 0;
  const spans = ended(starts, notes === -1 ? html.length : notes).filter(([, start, end]) => {
    looked += end - start;
    return looked < MOST_LOOKED_THROUGH && isWhole(html.slice(start, end));
  });
  return titleAnchor === undefined ? spans : [[titleAnchor, 0, html.length], ...spans];
};
