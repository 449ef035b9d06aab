import { blockLinesOf } from './blocks.ts';
import type { BlockLine } from './blocks.ts';
import { definitionAt } from './definition.ts';
import { splitFrontMatter } from './front-matter.ts';
import { headingText } from './heading-text.ts';
import { slugger } from './slug.ts';
import { countWords, cutAt, tokensOfLength } from './words.ts';

/** A heading and what belongs to it. Offsets count UTF-16 units of the original text, front matter included. */
export interface Section {
  /** Heading path joined with ` > `; a repeat is told apart by ` (2)`. Unique in the page. */
  readonly address: string;
  /** The heading without inline markup, at most 120 units. */
  readonly title: string;
  readonly level: number;
  readonly anchor: string;
  /** Where the heading begins. */
  readonly start: number;
  /** Where its body begins, behind the heading's last line. */
  readonly bodyStart: number;
  /** Where the next heading of any level begins. */
  readonly ownEnd: number;
  /** Where the next heading of the same or a higher level begins. */
  readonly end: number;
  /** Line of the heading in the whole text, from 1. */
  readonly line: number;
  /** Of `[start, end)`, heading and subsections included. */
  readonly words: number;
  /** Estimate for `[start, end)`: UTF-16 units / 4, rounded up. */
  readonly tokens: number;
}

const SEPARATOR = ' > ';
const UNTITLED = '(untitled)';
const MAX_TITLE = 120;
/** Headings beyond it stay text of the last section: no person writes so many, and every one of them is listed. */
export const MAX_SECTIONS = 10_000;

interface Heading {
  readonly source: string;
  readonly level: number;
  readonly start: number;
  readonly bodyStart: number;
  readonly line: number;
}

const atxSource = (content: string): string => {
  const text = content.replace(/^#{1,6}/, '').trim();
  let end = text.length;
  while (text[end - 1] === '#') end -= 1;
  return end === 0 || /[ \t]/.test(text.charAt(end - 1)) ? text.slice(0, end).trim() : text;
};

// A box that is never closed is no box: the headings behind a stray `:::` stay sections.
const isBoxed = ({ box }: BlockLine): boolean => {
  for (let around = box; around !== undefined; around = around.outer) if (around.closed) return true;
  return false;
};

const isTopLevel = (line: BlockLine): boolean => line.depth === 0 && !isBoxed(line);

// Reference definitions at the head of a paragraph are not part of its text.
const titled = (text: string, lines: readonly BlockLine[]): readonly BlockLine[] => {
  const first = lines.findIndex(({ from, end }) => definitionAt(text.slice(from, end)) === undefined);
  return first === -1 ? [] : lines.slice(first);
};

const underlined = (text: string, lines: readonly BlockLine[], underline: BlockLine): Heading | undefined => {
  const own = titled(text, lines);
  const first = own[0];
  if (first === undefined) return undefined;
  const source = own.map(({ from, end }) => text.slice(from, end).trim()).join(' ');
  return { source, level: underline.level, start: first.start, bodyStart: underline.next, line: first.number };
};

const headingAt = (text: string, line: BlockLine, paragraph: readonly BlockLine[]): Heading | undefined => {
  if (!isTopLevel(line)) return undefined;
  if (line.kind === 'underline') return underlined(text, paragraph, line);
  const { from, end, level, start, next, number } = line;
  return line.kind === 'heading' ? { source: atxSource(text.slice(from, end)), level, start, bodyStart: next, line: number } : undefined;
};

const headingsOf = (text: string, lines: readonly BlockLine[]): readonly Heading[] => {
  const headings: Heading[] = [];
  let paragraph: BlockLine[] = [];
  for (const line of lines) {
    const heading = headingAt(text, line, paragraph);
    if (heading) headings.push(heading);
    if (line.kind !== 'text') continue;
    if (paragraph[0]?.paragraph !== line.paragraph) paragraph = [];
    paragraph.push(line);
  }
  return headings.slice(0, MAX_SECTIONS);
};

const addresser = (): ((parent: string | undefined, title: string) => string) => {
  const given = new Set<string>();
  const repeats = new Map<string, number>();
  return (parent, title) => {
    const natural = parent === undefined ? title : `${parent}${SEPARATOR}${title}`;
    let repeat = repeats.get(natural) ?? 1;
    let address = natural;
    while (given.has(address)) {
      repeat += 1;
      address = `${natural} (${repeat})`;
    }
    repeats.set(natural, repeat);
    given.add(address);
    return address;
  };
};

type Named = Heading & Pick<Section, 'address' | 'title' | 'anchor'>;

const named = (headings: readonly Heading[]): readonly Named[] => {
  const anchorOf = slugger();
  const addressOf = addresser();
  const above: Named[] = [];
  return headings.map((heading) => {
    while ((above.at(-1)?.level ?? 0) >= heading.level) above.pop();
    const full = headingText(heading.source);
    const title = full.length > MAX_TITLE ? `${cutAt(full, MAX_TITLE - 1)}…` : full;
    const entry = { ...heading, title, anchor: anchorOf(full), address: addressOf(above.at(-1)?.address, title || UNTITLED) };
    above.push(entry);
    return entry;
  });
};

// From the last heading to the first, so that each section adds up what is below it once.
const measured = (text: string, headings: readonly Named[]): readonly Section[] => {
  const ends = new Array<number>(7).fill(text.length);
  const words = new Array<number>(7).fill(0);
  const sections = headings.map((heading, index): Section => {
    const { address, title, level, anchor, start, bodyStart, line } = heading;
    return {
      address,
      title,
      level,
      anchor,
      start,
      bodyStart,
      line,
      ownEnd: headings[index + 1]?.start ?? text.length,
      end: 0,
      words: 0,
      tokens: 0,
    };
  });
  return sections
    .toReversed()
    .map((section) => {
      const { level, start, ownEnd } = section;
      const own = countWords(text.slice(start, ownEnd));
      const below = words.slice(level + 1).reduce((sum, count) => sum + count, 0);
      const end = Math.min(...ends.slice(1, level + 1));
      ends[level] = start;
      words[level] = (words[level] ?? 0) + own + below;
      words.fill(0, level + 1);
      return { ...section, end, words: own + below, tokens: tokensOfLength(end - start) };
    })
    .toReversed();
};

const headingFloor = (text: string): number => splitFrontMatter(text).blockEnd || (text.startsWith('\uFEFF') ? 1 : 0);

/**
 * The sections of a page in document order: ATX and Setext headings at the top level, not those in front matter, code,
 * comments, HTML, quotes, lists or closed `:::` blocks. The text before the first one plus every `[start, ownEnd)` is the whole text.
 */
export const outlineOf = (markdown: string): readonly Section[] => {
  const from = headingFloor(markdown);
  const skipped = markdown.slice(0, from).split(/\r\n|\n|\r/).length - 1;
  const headings = headingsOf(markdown, blockLinesOf(markdown, from)).map((heading) => ({ ...heading, line: heading.line + skipped }));
  return measured(markdown, named(headings));
};

/** The text before the first heading, front matter included. */
export const preambleOf = (markdown: string, sections: readonly Section[]): string =>
  markdown.slice(0, sections[0]?.start ?? markdown.length);
