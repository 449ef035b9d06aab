import { splitFrontMatter, titleOf } from '@wikibot/platform/page/front-matter';
import { titleOfPath } from '@wikibot/platform/page/page-path';
import { countWords, excerpt } from '@wikibot/platform/page/words';
import type Token from 'markdown-it/lib/token.mjs';
import { texts } from '../texts/texts.ts';
import { parse, write } from './parser.ts';
import type { Place } from './place.ts';
import { plainText } from './plain-text.ts';
import { propertiesPanel } from './properties.ts';
import type { ContentsEntry, RenderState, Slot } from './render-state.ts';
import { sanitise } from './sanitise.ts';
import { withoutMarks } from './seal.ts';
import type { SectionSpan } from './sections.ts';
import { sectionSpans } from './sections.ts';
import { MARKED_TEXTS } from './word-marks.ts';

export interface RenderedPage {
  /** Safe to put into a page once `markMissing` has been over it. */
  readonly html: string;
  /** The front matter as HTML, which stands before the text. */
  readonly properties: string;
  readonly sections: readonly SectionSpan[];
  readonly contents: readonly ContentsEntry[];
  /** The leading level-1 heading, which is not part of `html`; else the title of the front matter; else the name in the path. */
  readonly title: string;
  /** The wiki's pages that this one links to, each once, in order. */
  readonly links: readonly { readonly key: string; readonly path: string }[];
  /** What is put in when the page is read, by the number in its mark. */
  readonly slots: readonly Slot[];
  readonly words: number;
  /** The beginning as plain text, at most 200 characters. */
  readonly excerpt: string;
}

const EXCERPT = 200;

const beginning = (tokens: readonly Token[]): string => {
  let text = '';
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'inline' && tokens[at - 1]?.type === 'paragraph_open') text += `${plainText(token)} `;
    if (text.length > EXCERPT * 2) break;
  }
  return excerpt(text, EXCERPT);
};

const stateAt = (place: Place): RenderState => ({
  place,
  texts: place.locale === 'reader' ? MARKED_TEXTS : texts(place.locale ?? 'en'),
  contents: [],
  links: new Map(),
  title: undefined,
  titleAnchor: undefined,
  sections: new Set(),
  hasHtml: false,
  masked: undefined,
  lastMathEnd: undefined,
  embeddings: { seenTo: 0, ends: new Map() },
  sealed: [],
  slots: [],
  footnotes: new Map(),
  abbreviations: new Map(),
  spent: { code: 0, math: 0 },
});

/** A page of Markdown as HTML, with all that is shown beside it. Total: every string has an answer, in linear time. */
export const renderMarkdown = (markdown: string, place: Place): RenderedPage => {
  const page = splitFrontMatter(markdown);
  const body = withoutMarks(markdown.slice(page.blockEnd));
  const state = stateAt(place);
  const tokens = parse(body, state);
  const written = write(tokens, state);
  const html = state.hasHtml ? sanitise(written, state) : written;
  return {
    html,
    properties: propertiesPanel(page, state.texts).text,
    sections: sectionSpans(html, state),
    contents: state.contents,
    title: state.title || titleOf(page.fields) || titleOfPath(place.path),
    links: [...state.links].map(([key, path]) => ({ key, path })),
    slots: state.slots,
    words: countWords(body),
    excerpt: beginning(tokens),
  };
};
