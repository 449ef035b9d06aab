import { escapeHtml } from '../templates/html.ts';
import { coloured } from './languages.ts';
import type { RenderState } from './render-state.ts';

/** Letters of code that are coloured, in one block and on one page: rules of some languages cost more than linear time. */
const MOST = { block: 20_000, page: 200_000 } as const;

/** Code as safe markup, coloured where its language is known and its page has not had its share. */
export const highlight = (code: string, language: string, { spent }: RenderState): string => {
  if (language === '' || code.length > MOST.block || spent.code + code.length > MOST.page) return escapeHtml(code);
  const markup = coloured(code, language);
  if (markup === undefined) return escapeHtml(code);
  spent.code += code.length;
  return markup;
};

const TAG = /<(\/?)span[^>]*>/g;

/** Each line as an element of its own, so that styles can number them: what is open at the end of a line is opened again in the next. */
export const inLines = (markup: string): string => {
  const open: string[] = [];
  const lines = markup.replace(/\n$/, '').split('\n');
  return lines
    .map((line) => {
      const before = open.join('');
      for (const [tag, slash] of line.matchAll(TAG))
        if (slash === '/') open.pop();
        else open.push(tag);
      return `<span class="line">${before}${line}${'</span>'.repeat(open.length)}\n</span>`;
    })
    .join('');
};
