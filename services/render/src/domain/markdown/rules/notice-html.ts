import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import type { RenderState } from '../render-state.ts';

/** HTML parsers pay for depth with every tag; no author nests so deep. */
const DEEPEST = 2_000;
const TAG = /<(\/?)([a-z][^\s/>]*)/gi;
const VOID = new Set(['br', 'hr', 'img', 'input', 'source', 'col', 'wbr', 'p', 'li', 'td', 'th', 'tr', 'dt', 'dd']);

const isHtml = ({ type }: Token): boolean => type === 'html_block' || type === 'html_inline';

const htmlOf = (tokens: readonly Token[], found: Token[] = []): readonly Token[] => {
  for (const token of tokens) {
    if (isHtml(token)) found.push(token);
    else if (token.type === 'inline' && token.children) htmlOf(token.children, found);
  }
  return found;
};

const isTooDeep = (written: readonly Token[]): boolean => {
  let depth = 0;
  for (const { content } of written) {
    for (const [, slash, name = ''] of content.matchAll(TAG)) {
      if (!VOID.has(name.toLowerCase())) depth = Math.max(0, depth + (slash === '' ? 1 : -1));
      if (depth > DEEPEST) return true;
    }
  }
  return false;
};

/** Elements whose content a browser reads as text, so that one left open swallows the page: shown, never written (GFM 6.11). */
const RAW_TEXT = /<(?=\/?(?:title|textarea|style|xmp|iframe|noembed|noframes|noscript|script|plaintext|math|svg|template|select)\b)/gi;

/** Shown as what was typed: escaped in a line, or as a block of code. */
const asText = (token: Token): void => {
  token.type = token.type === 'html_block' ? 'code_block' : 'text';
};

/** Notices whether the author wrote HTML. Without any, the output consists of our own escaped markup only. */
export const noticeHtml = ({ tokens, env }: StateCore): void => {
  const written = htmlOf(tokens);
  const isText = isTooDeep(written);
  for (const token of written) {
    if (isText) asText(token);
    else token.content = token.content.replace(RAW_TEXT, '&lt;');
  }
  (env as RenderState).hasHtml = written.length > 0 && !isText;
};
