import type Token from 'markdown-it/lib/token.mjs';

const WRITTEN = new Set(['text', 'code_inline', 'text_special', 'html_entity']);
const BREAKS = new Set(['softbreak', 'hardbreak']);

const written = (token: Token): string => {
  if (WRITTEN.has(token.type)) return token.content;
  if (BREAKS.has(token.type)) return ' ';
  return token.type === 'image' ? plainText(token) : '';
};

/** What a person reads of an inline token: no markup, no HTML, images as their description. */
export const plainText = (inline: Token): string => (inline.children ?? []).map(written).join('').trim();
