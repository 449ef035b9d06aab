import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { escapeHtml } from '../../templates/html.ts';
import type { Footnote } from '../footnotes.ts';
import type { RenderState } from '../render-state.ts';

/** More than anybody follows; a hostile page has as many as it has room for. */
const MOST_WAYS_BACK = 50;

const footnoteOf = (token: Token | undefined): Footnote => (token?.meta as { footnote: Footnote }).footnote; // given by the rules

const referenceId = ({ number }: Footnote, repeat: number): string => (repeat > 1 ? `fnref-${number}-${repeat}` : `fnref-${number}`);

/** a, b, … z, aa, ab, … */
const letters = (place: number): string => {
  const last = String.fromCharCode(97 + (place % 26));
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
};

export const footnoteMark: RenderRule = (tokens, at) => {
  const footnote = footnoteOf(tokens[at]);
  const { repeat } = tokens[at]?.meta as { repeat: number }; // given by the rules
  const id = referenceId(footnote, repeat);
  return `<sup class="footnote-ref"><a href="#fn-${footnote.number}" id="${id}">${footnote.number}</a></sup>`;
};

const way = (href: string, sign: string, label: string): string =>
  ` <a href="#${href}" class="footnote-back" aria-label="${escapeHtml(label)}">${sign}</a>`;

/** One arrow, or a letter for each place. */
export const waysBack: RenderRule = (tokens, at, ...[, env]) => {
  const footnote = footnoteOf(tokens[at]);
  const { texts } = env as RenderState;
  const count = Math.min(footnote.references, MOST_WAYS_BACK);
  const label = texts.backToText;
  if (count === 1) return way(referenceId(footnote, 1), '↩︎', label);
  return Array.from({ length: count }, (_, place) =>
    way(referenceId(footnote, place + 1), letters(place), `${label} ${letters(place)}`),
  ).join('');
};

export const notesOpen: RenderRule = (_tokens, _at, ...[, env]) =>
  `<section class="footnotes" aria-label="${escapeHtml((env as RenderState).texts.footnotes)}">\n<ol>\n`;
export const notesClose = (): string => '</ol>\n</section>\n';
export const noteOpen: RenderRule = (tokens, at) => `<li id="fn-${footnoteOf(tokens[at]).number}">`;
export const noteEnd = (): string => '</li>\n';
