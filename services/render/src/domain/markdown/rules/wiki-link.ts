import { resolveWikiLink, type WikiLink } from '@wikibot/platform/page/wiki-link';
import type StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';
import { wikiLinkAddress } from '../address.ts';
import { linkAttributes } from '../link-attributes.ts';
import type { RenderState } from '../render-state.ts';

const OPEN = 0x5b;
/** Longer than any page path with a fragment and a title; bounds the search for the end, so that `[[a[[a…` costs linear time. */
const LONGEST = 1_000;

/** markdown-it counts open links so that none opens inside another; its types leave the count out. */
type Nesting = StateInline & { linkLevel: number };

/** What stands between `[[` and `]]`; undefined where no WikiLink begins, or another link is around. */
const insideAt = (state: StateInline, pos: number): string | undefined => {
  const { src, posMax } = state;
  if (src.charCodeAt(pos) !== OPEN || src.charCodeAt(pos + 1) !== OPEN || (state as Nesting).linkLevel > 0) return undefined;
  return /^(?:[^[\]\n]|\[(?!\[))+(?=\]\])/.exec(src.slice(pos + 2, Math.min(posMax, pos + 2 + LONGEST)))?.[0];
};

/** Where the shown text begins: it stands before the pipe, or behind it. */
const textStart = (inside: string, text: string, isTitleFirst: boolean): number =>
  inside.indexOf(text, isTitleFirst ? 0 : inside.indexOf('|') + 1);

/** The link whose brackets begin at `pos`. */
export const pushWikiLink = (state: StateInline, { pos, inside, link }: { pos: number; inside: string; link: WikiLink }): void => {
  const { place, links } = state.env as RenderState;
  const { pos: before, posMax } = state;
  const open = state.push('link_open', 'a', 1);
  open.attrs = linkAttributes(wikiLinkAddress(link, place), links);
  open.info = 'wiki';
  state.pos = pos + 2 + textStart(inside, link.text, place.wikiLinkStyle === 'title-first');
  state.posMax = state.pos + link.text.length;
  const nesting = state as Nesting;
  nesting.linkLevel += 1;
  state.md.inline.tokenize(state);
  nesting.linkLevel -= 1;
  state.push('link_close', 'a', -1);
  state.pos = before;
  state.posMax = posMax;
};

/** The WikiLink whose brackets begin at `pos`. */
export const wikiLinkAt = (state: StateInline, pos: number): { readonly inside: string; readonly link: WikiLink } | undefined => {
  const inside = insideAt(state, pos);
  const link = inside === undefined ? undefined : resolveWikiLink(inside, (state.env as RenderState).place.wikiLinkStyle);
  return inside === undefined || !link ? undefined : { inside, link };
};

/** `[[Page]]`, `[[Page#Section]]`, `[[Title|Page]]`: the text may hold inline Markdown. */
export const wikiLink = (state: StateInline, silent: boolean): boolean => {
  const found = wikiLinkAt(state, state.pos);
  if (!found) return false;
  if (!silent) pushWikiLink(state, { pos: state.pos, ...found });
  state.pos += found.inside.length + 4;
  return true;
};
