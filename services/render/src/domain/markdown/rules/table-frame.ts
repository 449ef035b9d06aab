import type Token from 'markdown-it/lib/token.mjs';

/** Wide tables scroll inside themselves; the frame takes the focus, so that the keyboard can scroll it. */
export const tableOpen = (): string => '<div class="table-scroll" tabindex="0">\n<table>\n';
export const tableClose = (): string => '</table>\n</div>\n';

const ALIGN = /^text-align:(left|center|right)$/;

const sideOf = (token: Token): string | undefined => ALIGN.exec(String(token.attrGet('style') ?? ''))?.[1];

/** Alignment as a class: no page carries inline style. */
export const cellOpen = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at];
  if (!token) return '';
  const side = sideOf(token);
  return side === undefined ? `<${token.tag}>` : `<${token.tag} class="align-${side}">`;
};
