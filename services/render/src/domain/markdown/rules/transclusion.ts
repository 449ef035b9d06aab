import { isFilePath } from '@wikibot/platform/page/link-target';
import type { WikiLink } from '@wikibot/platform/page/wiki-link';
import { resolveWikiLink } from '@wikibot/platform/page/wiki-link';
import type { RuleBlock } from 'markdown-it/lib/parser_block.mjs';
import type { RuleInline } from 'markdown-it/lib/parser_inline.mjs';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';
import { wikiLinkAddress } from '../address.ts';
import type { RenderState, Slot } from '../render-state.ts';
import { slotMark } from '../seal.ts';
import { lineAt } from './lines.ts';
import { pushWikiLink, wikiLinkAt } from './wiki-link.ts';

type PageSlot = Extract<Slot, { kind: 'page' }>;

const ALONE = /^!\[\[([^[\]\n]{1,1000})\]\][ \t]*$/;

/** Only a page, or a section of one, can be shown inside another; what leads elsewhere stays a link. */
const isPage = ({ external, path }: WikiLink): boolean => external === undefined && path !== '' && !isFilePath(path);

const pageIn = (inside: string | undefined, { place }: RenderState): PageSlot | undefined => {
  const link = inside === undefined ? undefined : resolveWikiLink(inside, place.wikiLinkStyle);
  if (!link || !isPage(link)) return undefined;
  const address = wikiLinkAddress(link, place);
  if (address.kind !== 'page') return undefined;
  return { kind: 'page', path: address.path, key: address.key, anchor: link.fragment, text: link.text };
};

/** `![[Page]]` or `![[Page#Section]]` on a line of its own shows that page, or that section, in this place. */
export const transclusion: RuleBlock = (state, ...[line, , silent]) => {
  const env = state.env as RenderState;
  const slot = pageIn(ALONE.exec(lineAt(state, line) ?? '')?.[1], env);
  if (!slot || silent) return slot !== undefined;
  if (!env.links.has(slot.key)) env.links.set(slot.key, slot.path);
  const token = state.push('transclusion', '', 0);
  token.meta = slot;
  token.map = [line, line + 1];
  state.line = line + 1;
  return true;
};

export const slotShape: RenderRule = (tokens, at, ...[, env]) =>
  `${slotMark(env as RenderState, tokens[at]?.meta as Parameters<typeof slotMark>[1])}\n`; // written by the rules

/** A file lies beside this page, or, with its folder, beside the page of that name. */
const pushImage = (state: StateInline, { path, text }: WikiLink): void => {
  const image = state.push('image', 'img', 0);
  image.attrs = [['src', encodeURI(path.includes('/') ? `/${path}` : `./${path}`)]];
  const alt = new state.Token('text', '', 0);
  alt.content = image.content = text;
  image.children = [alt];
};

/** `![[picture.png]]` is an image; `![[Page]]` in running text is a link. */
export const embeddedFile: RuleInline = (state, silent) => {
  if (state.src[state.pos] !== '!') return false;
  const found = wikiLinkAt(state, state.pos + 1);
  if (!found) return false;
  const { inside, link } = found;
  if (!silent && link.external === undefined && isFilePath(link.path)) pushImage(state, link);
  else if (!silent) pushWikiLink(state, { pos: state.pos + 1, inside, link });
  state.pos += inside.length + 5;
  return true;
};
