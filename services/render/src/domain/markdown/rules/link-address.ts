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

/** Gives every Markdown link and autolink its address in the wiki (WikiLinks have theirs), and tells images that they are inside one. */
export const linkAddresses = ({ tokens, env }: StateCore): void => {
  for (const { children } of tokens) {
    let inLink = false;
    for (const token of children ?? []) {
      if (token.type === 'link_open' && token.info !== 'wiki') readdress(token, env as RenderState);
      if (token.type === 'link_open') inLink = true;
      if (token.type === 'link_close') inLink = false;
      if (token.type === 'image' && inLink) token.info = IN_LINK;
    }
  }
};
