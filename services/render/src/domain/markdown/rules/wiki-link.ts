import type StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';
import { wikiLinkAddress } from '../address.ts';
import { linkAttributes } from '../link-attributes.ts';
import type { WikiLinkStyle } from '../place.ts';
import type { RenderState } from '../render-state.ts';

const OPEN = 0x5b;
/** Longer than any page path with a fragment and a title; bounds the search for the end, so that `[[a[[a…` costs linear time. */
const LONGEST = 1_000;

/** markdown-it counts open links so that none opens inside another; its types leave the count out. */
type Nesting = StateInline & { linkLevel: number };

const insideAt = ({ src, pos, posMax }: StateInline): string | undefined => {
  if (src.charCodeAt(pos) !== OPEN || src.charCodeAt(pos + 1) !== OPEN) return undefined;
  const inside = /^[^[\]\n]+(?=\]\])/.exec(src.slice(pos + 2, Math.min(posMax, pos + 2 + LONGEST)))?.[0];
  return inside === undefined || inside.trim() === '' ? undefined : inside;
};

/** The two sides as places in the text; without a pipe the one side is both. */
const sides = (inside: string, style: WikiLinkStyle): { readonly target: string; readonly from: number; readonly to: number } => {
  const pipe = inside.indexOf('|');
  if (pipe < 0) return { target: inside, from: 0, to: inside.length };
  return style === 'title-link'
    ? { target: inside.slice(pipe + 1), from: 0, to: pipe }
    : { target: inside.slice(0, pipe), from: pipe + 1, to: inside.length };
};

const pushLink = (state: Nesting, inside: string): void => {
  const { place, links } = state.env as RenderState;
  const { target, from, to } = sides(inside, place.wikiLinkStyle);
  const { pos, posMax } = state;
  const open = state.push('link_open', 'a', 1);
  open.attrs = linkAttributes(wikiLinkAddress(target, place), links);
  open.info = 'wiki';
  state.pos = pos + 2 + from;
  state.posMax = pos + 2 + to;
  state.linkLevel += 1;
  state.md.inline.tokenize(state);
  state.linkLevel -= 1;
  state.push('link_close', 'a', -1);
  state.pos = pos;
  state.posMax = posMax;
};

/** `[[Page]]`, `[[Page#Section]]`, `[[Title|Page]]`: the text may hold inline Markdown. */
export const wikiLink = (state: StateInline, silent: boolean): boolean => {
  const inside = insideAt(state);
  const nesting = state as Nesting;
  if (inside === undefined || nesting.linkLevel > 0) return false;
  if (!silent) pushLink(nesting, inside);
  state.pos += inside.length + 4;
  return true;
};
