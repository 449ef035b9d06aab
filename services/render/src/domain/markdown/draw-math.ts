import katex from 'katex';
import sanitizeHtml from 'sanitize-html';
import type { IOptions } from 'sanitize-html';
import { escapeHtml } from '../templates/html.ts';
import type { RenderState } from './render-state.ts';
import { seal } from './seal.ts';

/** Letters of one formula; of all that was drawn on a page, where a short one counts `least`. Beyond that formulas are shown as source. */
const MOST = { formula: 4_000, page: 1_500_000, least: 400 } as const;

const ELEMENTS =
  'math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd mlabeledtr';
const ATTRIBUTES =
  'display mathvariant accent accentunder stretchy fence separator lspace rspace largeop movablelimits minsize maxsize symmetric scriptlevel displaystyle linethickness columnalign columnlines rowlines notation width height depth voffset mathcolor mathbackground form encoding';

/** MathML alone: whatever else a formula may bring (addresses, ids, styles) stays behind. */
const MATHML: IOptions = {
  allowedTags: ELEMENTS.split(' '),
  allowedAttributes: { '*': ATTRIBUTES.split(' ') },
  parseStyleAttributes: false,
  disallowedTagsMode: 'discard',
};

const draw = (tex: string, isDisplay: boolean): string =>
  katex.renderToString(tex, {
    output: 'mathml',
    displayMode: isDisplay,
    throwOnError: false,
    strict: 'ignore',
    trust: false,
    maxExpand: 200,
    maxSize: 50,
  });

/** What KaTeX answers to a formula that it does not understand; the title says why. */
const PROBLEM = /^<span class="katex-error" title="ParseError: ([^"]*)"/;

const source = (tex: string, title = ''): string => `<code class="math-source"${title}>${escapeHtml(tex)}</code>`;

const drawn = (tex: string, isDisplay: boolean, { spent }: RenderState): string => {
  if (tex.length > MOST.formula || spent.math > MOST.page) return source(tex);
  const markup = draw(tex, isDisplay);
  spent.math += Math.max(MOST.least, markup.length);
  // Escaped by KaTeX already; its author can mend the formula.
  const problem = PROBLEM.exec(markup)?.[1];
  return problem === undefined ? sanitizeHtml(markup, MATHML) : source(tex, ` title="${problem}"`);
};

/** A formula as MathML, which browsers draw and read aloud without code or fonts of ours; what cannot be drawn is shown as written. */
export const drawMath = (tex: string, isDisplay: boolean, state: RenderState): string => {
  const markup = drawn(tex.trim(), isDisplay, state);
  return seal(state, isDisplay ? `<span class="math" tabindex="0">${markup}</span>` : markup);
};
