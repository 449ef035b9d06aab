import { blockLinesOf } from './blocks.ts';
import type { BlockLine } from './blocks.ts';
import { cellsOf } from './block-starts.ts';
import { definitionAt } from './definition.ts';
import { splitFrontMatter } from './front-matter.ts';
import { inlineLinksOf } from './inline.ts';
import type { InlineLink } from './inline-scan.ts';
import { resolveTarget } from './link-target.ts';
import type { LinkTarget } from './link-target.ts';
import { pageKey } from './page-path.ts';
import type { PageKey } from './page-path.ts';
import { resolveWikiLink } from './wiki-link.ts';
import type { WikiLinkStyle } from './wiki-link.ts';

export interface LinkOptions {
  readonly wikiLinkStyle: WikiLinkStyle;
  /** The page the Markdown is of, for relative targets; the wiki root when absent. */
  readonly page?: string;
}

/** A link with its place in the original text (UTF-16 offsets). */
export interface Link extends LinkTarget {
  /** `embed` is `![[…]]`, `definition` is `[label]: target`. */
  readonly kind: InlineLink['kind'] | 'definition';
  /** As written, without brackets. */
  readonly target: string;
  /** Identity of the page (or file) it leads to; absent when it leaves the wiki. */
  readonly key?: PageKey;
  readonly start: number;
  readonly end: number;
  readonly targetStart: number;
  readonly targetEnd: number;
}

// Lines joined into one running text, and where each of them lies in the original.
interface Passage {
  readonly lines: readonly { readonly from: number; readonly end: number }[];
  readonly isCell: boolean;
}

const mapped = (lines: Passage['lines']): ((offset: number) => number) => {
  let at = 0;
  const starts = lines.map(({ from, end }) => {
    const start = at;
    at += end - from + 1;
    return start;
  });
  return (offset) => {
    let low = 0;
    for (let high = starts.length - 1; low < high;) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return (lines[low]?.from ?? 0) + offset - (starts[low] ?? 0);
  };
};

interface Halves {
  readonly targetStart: number;
  readonly targetEnd: number;
}

const wikiHalves = (link: InlineLink, text: string, style: WikiLinkStyle): Halves => {
  const { targetStart, targetEnd } = link;
  const bar = text.slice(targetStart, targetEnd).indexOf('|');
  if (bar === -1) return { targetStart, targetEnd };
  if (style === 'title-first') return { targetStart: targetStart + bar + 1, targetEnd };
  // A table row may write the bar as `\|`.
  return { targetStart, targetEnd: targetStart + bar - (text[targetStart + bar - 1] === '\\' ? 1 : 0) };
};

const wikiTarget = (inner: string, options: LinkOptions): LinkTarget | undefined => {
  const link = resolveWikiLink(inner, options.wikiLinkStyle);
  if (link === undefined) return undefined;
  if (link.external !== undefined) return { external: true, fragment: '' };
  return { external: false, path: link.path || (options.page ?? ''), fragment: link.fragment };
};

const targeted = (
  link: InlineLink,
  { text, isCell }: { readonly text: string; readonly isCell: boolean },
  options: LinkOptions,
): (LinkTarget & Halves) | undefined => {
  const inner = text.slice(link.targetStart, link.targetEnd);
  if (link.kind === 'wikilink' || link.kind === 'embed') {
    const target = wikiTarget(isCell ? inner.replaceAll('\\|', '|') : inner, options);
    return target && { ...target, ...wikiHalves(link, text, options.wikiLinkStyle) };
  }
  const { targetStart, targetEnd } = link;
  return inner.trim() === '' ? undefined : { ...resolveTarget(inner, options.page ?? ''), targetStart, targetEnd };
};

const keyed = (target: LinkTarget): { readonly key?: PageKey } => (target.path === undefined ? {} : { key: pageKey(target.path) });

const passageLinks = (markdown: string, { lines, isCell }: Passage, options: LinkOptions): readonly Link[] => {
  const text = lines.map(({ from, end }) => markdown.slice(from, end)).join('\n');
  const original = mapped(lines);
  return inlineLinksOf(text).flatMap((link) => {
    const target = targeted(link, { text, isCell }, options);
    if (target === undefined) return [];
    const place = {
      start: original(link.start),
      end: original(link.end),
      targetStart: original(target.targetStart),
      targetEnd: original(target.targetEnd),
    };
    return [{ ...target, ...keyed(target), kind: link.kind, target: markdown.slice(place.targetStart, place.targetEnd), ...place }];
  });
};

const definitionOf = (markdown: string, { from, end }: BlockLine, page: string): Link | undefined => {
  const found = definitionAt(markdown.slice(from, end));
  if (found === undefined || found[0] === found[1]) return undefined;
  const [targetStart, targetEnd] = [from + found[0], from + found[1]];
  const written = markdown.slice(targetStart, targetEnd);
  const target = resolveTarget(written, page);
  return { ...target, ...keyed(target), kind: 'definition', target: written, start: from, end, targetStart, targetEnd };
};

const cellPassages = (markdown: string, { from, end }: BlockLine): readonly Passage[] =>
  cellsOf(markdown.slice(from, end)).map((cell) => ({ isCell: true, lines: [{ from: from + cell.start, end: from + cell.end }] }));

const headingPassage = ({ from, end }: BlockLine): Passage => ({ isCell: false, lines: [{ from, end }] });

// Groups the lines of each paragraph; definitions may only stand at a paragraph's head.
const paragraphsOf = (lines: readonly BlockLine[]): ReadonlyMap<number, readonly BlockLine[]> =>
  Map.groupBy(
    lines.filter(({ kind }) => kind === 'text'),
    ({ paragraph }) => paragraph,
  );

const paragraphLinks = (markdown: string, lines: readonly BlockLine[], options: LinkOptions): readonly Link[] => {
  const definitions: Link[] = [];
  for (const line of lines) {
    const definition = definitionOf(markdown, line, options.page ?? '');
    if (definition === undefined) break;
    definitions.push(definition);
  }
  const running = lines.slice(definitions.length);
  return running.length === 0 ? definitions : [...definitions, ...passageLinks(markdown, { lines: running, isCell: false }, options)];
};

/**
 * Every link of a page in the order of the text: WikiLinks, Markdown links and images, reference definitions, and
 * addresses in angle brackets. Links in code, math, HTML, comments and front matter are none.
 */
export const linksOf = (markdown: string, options: LinkOptions): readonly Link[] => {
  const lines = blockLinesOf(markdown, splitFrontMatter(markdown).blockEnd);
  const paragraphs = [...paragraphsOf(lines).values()].flatMap((own) => paragraphLinks(markdown, own, options));
  const rows = lines.filter(({ kind }) => kind === 'row').flatMap((row) => cellPassages(markdown, row));
  const headings = lines.filter(({ kind }) => kind === 'heading').map(headingPassage);
  const others = [...rows, ...headings].flatMap((passage) => passageLinks(markdown, passage, options));
  return [...paragraphs, ...others].toSorted((one, other) => one.start - other.start || other.end - one.end);
};
