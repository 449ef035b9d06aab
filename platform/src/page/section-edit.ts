import { blockLinesOf } from './blocks.ts';
import { findSection } from './find-section.ts';
import { lineEndingOf, withLineEnding } from './lines.ts';
import { outlineOf } from './outline.ts';
import type { Section } from './outline.ts';

export interface Edited {
  readonly ok: true;
  readonly text: string;
}

export type SectionRefusal =
  | { readonly ok: false; readonly code: 'section-not-found'; readonly message: string; readonly candidates: readonly string[] }
  | { readonly ok: false; readonly code: 'section-ambiguous'; readonly message: string; readonly candidates: readonly string[] }
  | { readonly ok: false; readonly code: 'text-empty'; readonly message: string }
  /** The new text would swallow what follows, e.g. with a code fence left open. */
  | { readonly ok: false; readonly code: 'text-unclosed'; readonly message: string };

// A piece of the page that gives way to a text; equal offsets insert.
interface Place {
  readonly from: number;
  readonly to: number;
}

const located = (markdown: string, address: string): { readonly ok: true; readonly section: Section } | SectionRefusal => {
  const found = findSection(outlineOf(markdown), address);
  if (found.kind === 'found') return { ok: true, section: found.section };
  if (found.kind === 'ambiguous') {
    const message = `Several sections answer to '${address}'. Name one by its full address.`;
    return { ok: false, code: 'section-ambiguous', message, candidates: found.candidates };
  }
  const message =
    found.available.length === 0 ? `Section not found: '${address}'. This page has no sections.` : `Section not found: '${address}'.`;
  return { ok: false, code: 'section-not-found', message, candidates: found.available };
};

const withoutBlankEdges = (text: string): string => text.replace(/^(?:[ \t]*(?:\r\n|\n|\r))+/, '').trimEnd();
const endsWithBlankLine = (text: string): boolean => /(?:^|\n)[ \t]*\n$/.test(withLineEnding(text.slice(-1000), '\n'));
const endsWithBreak = (text: string): boolean => /[\r\n]$/.test(text);
const beginsWithBlankLine = (text: string): boolean => /^[ \t]*(?:\r\n|\n|\r)/.test(text.slice(0, 1000));

const gapBehind = (text: string, ending: string): string => {
  if (text === '' || endsWithBlankLine(text)) return '';
  return endsWithBreak(text) ? ending : ending + ending;
};

/** Everything outside the place stays as it is; one blank line stands between neighbours, one line ending at the end. */
const placed = (markdown: string, { from, to }: Place, text: string): string => {
  const ending = lineEndingOf(markdown);
  const before = markdown.slice(0, from);
  const after = markdown.slice(to);
  const piece = withLineEnding(withoutBlankEdges(text), ending);
  if (piece === '') return before + (after === '' ? '' : gapBehind(before, ending)) + after;
  const closing = after === '' || beginsWithBlankLine(after) ? ending : ending + ending;
  return before + gapBehind(before, ending) + piece + closing + after;
};

const edited = (markdown: string, place: Place, text: string): Edited | SectionRefusal => {
  const result = placed(markdown, place, text);
  const next = outlineOf(markdown).find(({ start }) => start >= place.to);
  if (next === undefined) return { ok: true, text: result };
  const moved = next.start + result.length - markdown.length;
  const isKept = outlineOf(result).some(({ start, level, title }) => start === moved && level === next.level && title === next.title);
  if (isKept) return { ok: true, text: result };
  const message = `The text leaves a code fence, comment or block open, so that the section '${next.title}' would no longer be one. Close it.`;
  return { ok: false, code: 'text-unclosed', message };
};

const headingLevelOf = (text: string): number => {
  const piece = withoutBlankEdges(text);
  const lines = blockLinesOf(piece);
  const first = lines.find(({ kind }) => kind !== 'text');
  const isHeading = first !== undefined && first.depth === 0 && (first === lines[0] || first.kind === 'underline');
  return isHeading ? first.level : 0;
};

const EMPTY_TEXT: SectionRefusal = { ok: false, code: 'text-empty', message: 'The text is empty. Send Markdown, or delete the section.' };

type Where = (section: Section, text: string) => Place;

interface Change {
  readonly markdown: string;
  readonly address: string;
  readonly text: string;
}

const editedAt = ({ markdown, address, text }: Change, where: Where): Edited | SectionRefusal => {
  const at = located(markdown, address);
  if (!at.ok) return at;
  return text.trim() === '' ? EMPTY_TEXT : edited(markdown, where(at.section, text), text);
};

/**
 * Puts a text in place of a section and its subsections. A text that begins with a heading of the section's level (or
 * a higher one) replaces the heading too; any other text replaces what is below the heading.
 */
export const replaceSection = (markdown: string, address: string, text: string): Edited | SectionRefusal =>
  editedAt({ markdown, address, text }, ({ level, start, bodyStart, end }, piece) => {
    const own = headingLevelOf(piece);
    return { from: own > 0 && own <= level ? start : bodyStart, to: end };
  });

/** Adds to the end of the section's own text, before its subsections; a text that is itself a subsection goes behind the others. */
export const appendToSection = (markdown: string, address: string, text: string): Edited | SectionRefusal =>
  editedAt({ markdown, address, text }, ({ ownEnd, end }, piece) => {
    const at = headingLevelOf(piece) > 0 ? end : ownEnd;
    return { from: at, to: at };
  });

/** Puts a text in front of a section's heading. */
export const insertBefore = (markdown: string, address: string, text: string): Edited | SectionRefusal =>
  editedAt({ markdown, address, text }, ({ start }) => ({ from: start, to: start }));

/** Puts a text behind a section and its subsections. */
export const insertAfter = (markdown: string, address: string, text: string): Edited | SectionRefusal =>
  editedAt({ markdown, address, text }, ({ end }) => ({ from: end, to: end }));

/** Takes a section out, its heading and subsections included. */
export const deleteSection = (markdown: string, address: string): Edited | SectionRefusal => {
  const at = located(markdown, address);
  return at.ok ? edited(markdown, { from: at.section.start, to: at.section.end }, '') : at;
};
