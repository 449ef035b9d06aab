import { categoryOf, splitFrontMatter, tagsOf } from '@wikibot/platform/page/front-matter';
import type { FrontMatter } from '@wikibot/platform/page/front-matter';
import { MAX_PREFIX_DEPTH, passagesOf } from './sections.ts';
import type { Passage } from './sections.ts';
import { lastWords, paragraphsOf, piecesOf, sentencesOf } from './word-spans.ts';
import type { Span } from './word-spans.ts';

/** What search finds: a part of a page that an embedding can hold. */
export interface Chunk {
  /** `<page path>::chunk_<index>` */
  readonly id: string;
  readonly index: number;
  /** Title of the section; empty for the text before the first heading. */
  readonly section: string;
  /** Page title and up to three headings, joined with ` > `. */
  readonly sectionPath: string;
  /** Fragment of the section in the page; empty for its beginning. */
  readonly anchor: string;
  /** Markdown; but for the first of a section it begins with the last words of the chunk before. */
  readonly text: string;
  readonly page: {
    readonly path: string;
    readonly title: string;
    readonly category?: string;
    readonly tags: readonly string[];
    /** Words of the whole body. */
    readonly words: number;
    readonly chunks: number;
  };
}

export interface PageText {
  readonly path: string;
  readonly title: string;
  /** The whole page, front matter included. */
  readonly markdown: string;
  /** Its front matter, as `splitFrontMatter` read it. */
  readonly fields: FrontMatter | null;
}

export const TARGET_WORDS = 150;
export const OVERLAP_WORDS = 35;
/** Pages and sections below stay whole; a longer paragraph is divided. */
export const MIN_CHUNK_WORDS = 300;

const divided = (text: string, paragraph: Span): readonly Span[] =>
  paragraph.words <= MIN_CHUNK_WORDS
    ? [paragraph]
    : sentencesOf(text, paragraph).flatMap((sentence) =>
        sentence.words > MIN_CHUNK_WORDS ? piecesOf(text, sentence, TARGET_WORDS) : [sentence],
      );

const packed = (spans: readonly Span[]): readonly Span[] => {
  const packs: Span[] = [];
  for (const span of spans) {
    const open = packs.at(-1);
    if (open && open.words + span.words <= TARGET_WORDS)
      packs[packs.length - 1] = { start: open.start, end: span.end, words: open.words + span.words };
    else packs.push(span);
  }
  return packs;
};

// Paragraphs are packed apart from the sentences of one that had to be divided.
const partsOf = (text: string): readonly string[] => {
  const spans = paragraphsOf(text).flatMap((paragraph) => packed(divided(text, paragraph)));
  return packed(spans).map(({ start, end }) => text.slice(start, end));
};

const overlapping = (parts: readonly string[]): readonly string[] =>
  parts.map((part, index) => (index === 0 ? part : `${lastWords(parts[index - 1] ?? '', OVERLAP_WORDS)}\n\n${part}`));

const sectionPathOf = (title: string, { trail }: Passage): string => [title, ...trail.slice(0, MAX_PREFIX_DEPTH)].join(' > ');

/**
 * Cuts a page into chunks of about 150 words by section: short sections join the next one, long ones are packed by paragraph and sentence
 * with 35 words of overlap. Total, and linear in the length of the page. A page without a word in its body has no chunks.
 */
export const chunksOf = ({ path, title, markdown, fields }: PageText): readonly Chunk[] => {
  const passages = passagesOf(markdown, splitFrontMatter(markdown).bodyOffset);
  const words = passages.reduce((sum, passage) => sum + passage.words, 0);
  const cut = passages.flatMap((passage) => {
    const isWhole = words < MIN_CHUNK_WORDS || passage.words < MIN_CHUNK_WORDS;
    return (isWhole ? [passage.text] : overlapping(partsOf(passage.text))).map((text) => ({ passage, text }));
  });
  const category = categoryOf(fields);
  const page = { path, title, tags: tagsOf(fields), words, chunks: cut.length, ...(category === undefined ? {} : { category }) };
  return cut.map(({ passage, text }, index) => ({
    id: `${path}::chunk_${index}`,
    index,
    section: passage.trail.at(-1) ?? '',
    sectionPath: sectionPathOf(title, passage),
    anchor: passage.anchor,
    text,
    page,
  }));
};

/** What is embedded: the chunk behind its heading path. */
export const embeddedText = ({ sectionPath, text }: Pick<Chunk, 'sectionPath' | 'text'>): string => `[${sectionPath}] ${text}`;
