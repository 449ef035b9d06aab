import { splitFrontMatter, titleOf } from '@wikibot/platform/page/front-matter';
import { titleOfPath } from '@wikibot/platform/page/page-path';
import { countWords, excerpt } from '@wikibot/platform/page/words';
import type Token from 'markdown-it/lib/token.mjs';
import { texts } from '../texts/texts.ts';
import { parse, write } from './parser.ts';
import type { Place } from './place.ts';
import { plainText } from './plain-text.ts';
import { propertiesPanel } from './properties.ts';
import type { ContentsEntry, RenderState } from './render-state.ts';
import { sanitise } from './sanitise.ts';

export interface RenderedPage {
  /** Safe to put into a page once `markMissing` has been over it. */
  readonly html: string;
  readonly contents: readonly ContentsEntry[];
  /** The leading level-1 heading, which is not part of `html`; else the title of the front matter; else the name in the path. */
  readonly title: string;
  /** The wiki's pages that this one links to, each once, in order. */
  readonly links: readonly { readonly key: string; readonly path: string }[];
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
  texts: texts(place.locale ?? 'en'),
  contents: [],
  links: new Map(),
  title: undefined,
  hasHtml: false,
  masked: undefined,
});

/** A page of Markdown as HTML, with all that is shown beside it. Total: every string has an answer, in linear time. */
export const renderMarkdown = (markdown: string, place: Place): RenderedPage => {
  const page = splitFrontMatter(markdown);
  const body = markdown.slice(page.blockEnd);
  const state = stateAt(place);
  const tokens = parse(body, state);
  const written = write(tokens, state);
  return {
    html: propertiesPanel(page, state.texts).text + (state.hasHtml ? sanitise(written, place, state.links) : written),
    contents: state.contents,
    title: state.title || titleOf(page.fields) || titleOfPath(place.path),
    links: [...state.links].map(([key, path]) => ({ key, path })),
    words: countWords(body),
    excerpt: beginning(tokens),
  };
};
