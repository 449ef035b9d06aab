import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { linkAddress } from '../address.ts';
import { linkAttributes } from '../link-attributes.ts';
import type { RenderState } from '../render-state.ts';
import { IN_LINK } from './image.ts';

const readdress = (token: Token, { place, links }: RenderState): void => {
  const title = token.attrGet('title');
  token.attrs = linkAttributes(linkAddress(String(token.attrGet('href') ?? ''), place), links);
  if (title !== null && title !== '') token.attrs.push(['title', String(title)]);
};

const inLine = (children: readonly Token[], state: RenderState): void => {
  let inLink = false;
  for (const token of children) {
    if (token.type === 'link_open' && token.info !== 'wiki') readdress(token, state);
    if (token.type === 'image' && inLink) token.info = IN_LINK;
    inLink = token.type === 'link_open' || (inLink && token.type !== 'link_close');
  }
};

/** Gives every Markdown link and autolink its address in the wiki (WikiLinks have theirs), and tells images that they are inside one. */
export const linkAddresses = ({ tokens, env }: StateCore): void => {
  for (const { children } of tokens) if (children) inLine(children, env as RenderState);
};
