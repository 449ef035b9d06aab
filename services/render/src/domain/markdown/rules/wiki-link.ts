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

const insideAt = ({ src, pos, posMax }: StateInline): string | undefined => {
  if (src.charCodeAt(pos) !== OPEN || src.charCodeAt(pos + 1) !== OPEN) return undefined;
  return /^(?:[^[\]\n]|\[(?!\[))+(?=\]\])/.exec(src.slice(pos + 2, Math.min(posMax, pos + 2 + LONGEST)))?.[0];
};

/** Where the shown text begins: it stands before the pipe, or behind it. */
const textStart = (inside: string, text: string, isTitleFirst: boolean): number =>
  inside.indexOf(text, isTitleFirst ? 0 : inside.indexOf('|') + 1);

const pushLink = (state: Nesting, inside: string, link: WikiLink): void => {
  const { place, links } = state.env as RenderState;
  const { pos, posMax } = state;
  const open = state.push('link_open', 'a', 1);
  open.attrs = linkAttributes(wikiLinkAddress(link, place), links);
  open.info = 'wiki';
  state.pos = pos + 2 + textStart(inside, link.text, place.wikiLinkStyle === 'title-first');
  state.posMax = state.pos + link.text.length;
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
  const link = resolveWikiLink(inside, (state.env as RenderState).place.wikiLinkStyle);
  if (!link) return false;
  if (!silent) pushLink(nesting, inside, link);
  state.pos += inside.length + 4;
  return true;
};
