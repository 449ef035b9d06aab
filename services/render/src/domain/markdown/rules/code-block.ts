import { unescapeAll } from 'markdown-it/lib/common/utils.mjs';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import { escapeHtml } from '../../templates/html.ts';
import { drawMath } from '../draw-math.ts';
import { highlight, inLines } from '../highlight.ts';
import type { RenderState } from '../render-state.ts';
import { seal } from '../seal.ts';

/** More lines than anybody refers to by number. */
const MOST_LINES = 5_000;

const languageOf = (info: string): string => /^[^\s{=]+/.exec(info.trim())?.[0] ?? '';

/** `python=` asks for numbers beside the lines. */
const isNumbered = (info: string): boolean => /^[^\s{=]*=/.test(info.trim());

const label = (language: string): string => (language === '' ? '' : `<span class="code-language">${escapeHtml(language)}</span>`);

const codeClass = (language: string, extra: string): string => {
  const names = [...(/^[\w+#.-]{1,40}$/.test(language) ? [`language-${language}`] : []), ...(extra === '' ? [] : [extra])];
  return names.length === 0 ? '' : ` class="${names.join(' ')}"`;
};

/** Focusable, so that the keyboard can scroll it. */
const pre = (code: string, classes: string): string => `<pre tabindex="0"><code${classes}>${code}</code></pre>`;

const plain = (content: string, info: string, state: RenderState): string => {
  const language = languageOf(info);
  const code = highlight(content, language.toLowerCase(), state);
  const numbered = isNumbered(info) && content.split('\n', MOST_LINES + 1).length <= MOST_LINES;
  const shown = numbered ? pre(inLines(code), codeClass(language, 'numbered')) : pre(code, codeClass(language, ''));
  return `<div class="code-block">${label(language)}${shown}</div>`;
};

/** The source, which browser code draws; who has none reads it. */
const diagram = (content: string): string =>
  `<div class="diagram">${label('mermaid')}${pre(escapeHtml(content), codeClass('mermaid', ''))}</div>`;

const formulas = (content: string, state: RenderState): string =>
  content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${drawMath(line, true, state)}</p>\n`)
    .join('');

/** A code block with the name of its language; browser code adds the copy button. */
export const codeBlock: RenderRule = (tokens, at, ...[, env]) => {
  const token = tokens[at];
  const state = env as RenderState;
  const info = token?.type === 'fence' ? unescapeAll(token.info) : '';
  const content = token?.content ?? '';
  if (info.trim() === 'math') return formulas(content, state);
  return `${seal(state, languageOf(info) === 'mermaid' ? diagram(content) : plain(content, info, state))}\n`;
};
