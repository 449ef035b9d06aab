/** A page, or the piece of it that was asked for, as read_note shows it. */
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { findSection } from '@wikibot/platform/page/find-section';
import { splitFrontMatter } from '@wikibot/platform/page/front-matter';
import { outlineOf } from '@wikibot/platform/page/outline';
import type { Section } from '@wikibot/platform/page/outline';
import { tokensOfLength } from '@wikibot/platform/page/words';
import { refusals } from '../refusals.ts';
import type { NoteHead } from './note-text.ts';
import { headText } from './note-text.ts';
import type { Span } from './page-window.ts';
import { outlineLines, sectionsShown, unitsOf, windowOf } from './page-window.ts';
import type { ReadCursor } from './read-cursor.ts';
import { formatReadCursor } from './read-cursor.ts';

/** What one answer holds unless the caller asks for more or less: clients cut near 25,000. */
export const DEFAULT_TOKENS = 6000;

export interface ReadablePage {
  readonly name: string;
  readonly path: string;
  readonly revision: string;
  readonly text: string;
  readonly linksTo: readonly string[];
  /** Pages that link to it now. */
  readonly linkedFrom: readonly string[];
  /** The page's revision now, when another one is shown. */
  readonly current?: string;
  readonly last: NoteHead['last'];
}

export interface Asked {
  readonly section: string | undefined;
  readonly tokens: number | undefined;
  readonly cursor: ReadCursor | undefined;
}

export interface ShownPage {
  readonly ok: true;
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
}

type Place = { readonly ok: true; readonly span: Span; readonly section?: Section } | Refused;

/** A refusal names no more sections than help. */
const MOST_NAMED = 100;

const placeOf = (page: ReadablePage, sections: readonly Section[], { section, cursor }: Asked): Place => {
  const { text, path } = page;
  if (cursor) return { ok: true, span: { from: Math.min(cursor.from, text.length), to: Math.min(cursor.to, text.length) } };
  if (section === undefined) return { ok: true, span: { from: 0, to: text.length } };
  const found = findSection(sections, section);
  if (found.kind === 'found') return { ok: true, span: { from: found.section.start, to: found.section.end }, section: found.section };
  if (found.kind === 'ambiguous')
    return refusals['section.ambiguous']({ path, section, candidates: found.candidates.slice(0, MOST_NAMED) });
  const { available } = found;
  return refusals['section.not-found']({
    path,
    section,
    available: available.slice(0, MOST_NAMED),
    more: Math.max(0, available.length - MOST_NAMED),
  });
};

interface Piece {
  readonly sections: readonly Section[];
  readonly whole: Span;
  readonly shown: Span;
}

const remainderOf = (
  page: ReadablePage,
  { sections, whole, shown }: Piece,
): { readonly line: string; readonly cursor: string } | undefined => {
  if (shown.to >= whole.to) return undefined;
  const cursor = formatReadCursor({ from: shown.to, to: whole.to, revision: page.revision });
  const counted = sectionsShown(sections, shown, whole);
  const some = counted.all > 1 ? `${counted.shown} of ${counted.all} sections, ` : '';
  const tokens = `about ${tokensOfLength(shown.to - shown.from)} of ${tokensOfLength(whole.to - whole.from)} tokens`;
  const ways = counted.all > 1 ? 'section="…" or ' : '';
  return { cursor, line: `[Shown ${some}${tokens}. For the rest call read_note with path="${page.path}" and ${ways}cursor="${cursor}".]` };
};

const olderLine = ({ revision, current }: ReadablePage): string =>
  current === undefined || current === revision ? '' : `This is an older revision; the current one is ${current}.`;

export const shownPage = (page: ReadablePage, asked: Asked): ShownPage | Refused => {
  const sections = outlineOf(page.text);
  const place = placeOf(page, sections, asked);
  if (!place.ok) return place;
  const units = unitsOf(asked.tokens ?? DEFAULT_TOKENS);
  const isBeginning = asked.cursor === undefined && place.section === undefined;
  const outline = isBeginning ? outlineAbove(sections, place.span, units) : [];
  const used = outline.reduce((sum, line) => sum + line.length + 1, 0);
  const shown = windowOf(page.text, place.span, { units: units - used, sections });
  const piece = { sections, whole: place.span, shown };
  const rest = remainderOf(page, piece);
  const content = page.text.slice(shown.from, shown.to);
  // Links come with the page, not with a piece of it.
  const head = headOf(page, { section: place.section, links: isBeginning ? page : NO_LINKS });
  const text = [[headText(head), olderLine(page), ...outline].filter(Boolean).join('\n'), ended(`---\n${content}`, rest?.line)].join(
    '\n\n',
  );
  return { ok: true, text, structured: structuredOf(head, content, { ...piece, cursor: rest?.cursor }) };
};

/** Of a page that does not fit, what there is comes first. */
const outlineAbove = (sections: readonly Section[], { from, to }: Span, units: number): readonly string[] =>
  sections.length > 1 && to - from > units ? [`Sections (${sections.length}):`, ...outlineLines(sections, Math.floor(units / 3))] : [];

const NO_LINKS = { linksTo: [], linkedFrom: [] };

const headOf = (
  page: ReadablePage,
  { section, links }: { readonly section: Section | undefined; readonly links: Pick<ReadablePage, 'linksTo' | 'linkedFrom'> },
): NoteHead => {
  const { name, path, revision, last } = page;
  const frontmatter = splitFrontMatter(page.text).fields;
  return present({
    name,
    path,
    revision,
    last,
    frontmatter,
    linksTo: links.linksTo,
    linkedFrom: links.linkedFrom,
    section: section?.address,
  });
};

const ended = (content: string, rest: string | undefined): string =>
  rest === undefined ? content : `${content}${content.endsWith('\n') ? '' : '\n'}\n${rest}`;

type CutPiece = Piece & { readonly cursor: string | undefined };

const structuredOf = ({ path, name, revision, section, frontmatter, linksTo, linkedFrom }: NoteHead, content: string, piece: CutPiece) => ({
  ...present({ path, name, revision, section, frontmatter, links_to: linksTo, linked_from: linkedFrom, content }),
  ...(piece.cursor === undefined ? {} : leftOf(piece)),
});

const leftOf = ({ sections, whole, shown, cursor }: CutPiece) => ({
  cursor,
  shown: sectionsShown(sections, shown, whole),
  tokens_left: tokensOfLength(whole.to - shown.to),
});
