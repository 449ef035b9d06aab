/** Reading by the piece: what of a text fits a budget, where it is cut, and what is left. */
import type { Section } from '@wikibot/platform/page/outline';
import { cutAt } from '@wikibot/platform/page/words';

/** `[from, to)` in UTF-16 units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const UNITS_PER_TOKEN = 4;
export const unitsOf = (tokens: number): number => tokens * UNITS_PER_TOKEN;

/**
 * The beginning of a span that fits into so many units: cut before a section where one begins in the second half, else behind a line,
 * else anywhere a letter ends. Never empty, so that reading goes on.
 */
export const windowOf = (
  text: string,
  { from, to }: Span,
  asked: { readonly units: number; readonly sections: readonly Section[] },
): Span => {
  if (to - from <= asked.units) return { from, to };
  const most = from + asked.units;
  const half = from + Math.floor(asked.units / 2);
  const section = asked.sections.findLast(({ start }) => start > half && start <= most);
  if (section) return { from, to: section.start };
  const line = text.lastIndexOf('\n', most - 1) + 1;
  if (line > half) return { from, to: line };
  return { from, to: from + Math.max(1, cutAt(text.slice(from, most + 1), asked.units).length) };
};

/** Sections of which anything lies in the first span, of those of which anything lies in the second. */
export const sectionsShown = (sections: readonly Section[], shown: Span, whole: Span): { readonly shown: number; readonly all: number } => {
  const touching = ({ from, to }: Span) => sections.filter(({ start, ownEnd }) => start < to && ownEnd > from).length;
  return { shown: touching(shown), all: touching(whole) };
};

const lineOf = ({ address, tokens }: Section): string => `- ${address} (~${tokens} tokens)`;
const lengthOf = (sections: readonly Section[]): number => sections.reduce((sum, section) => sum + lineOf(section).length + 1, 0);

/** The outline as lines, as deep as it fits; of an outline that is too long even at its first level, the beginning. */
export const outlineLines = (sections: readonly Section[], units: number): readonly string[] => {
  const levels = [6, 5, 4, 3, 2, 1].map((deepest) => sections.filter(({ level }) => level <= deepest)).filter(({ length }) => length > 0);
  const fitting = levels.find((some) => lengthOf(some) <= units) ?? cutTo(levels.at(-1) ?? [], units);
  const left = sections.length - fitting.length;
  return [...fitting.map(lineOf), ...(left > 0 ? [`- … and ${left} more`] : [])];
};

const cutTo = (sections: readonly Section[], units: number): readonly Section[] => {
  let used = 0;
  const end = sections.findIndex((section) => (used += lineOf(section).length + 1) > units);
  return end === -1 ? sections : sections.slice(0, end);
};
