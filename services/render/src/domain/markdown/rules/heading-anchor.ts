import { headingText } from '@wikibot/platform/page/heading-text';
import { slugger } from '@wikibot/platform/page/slug';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { escapeHtml } from '../../templates/html.ts';
import { plainText } from '../plain-text.ts';
import type { RenderState } from '../render-state.ts';

const anchorLink = ({ Token: Make }: StateCore, anchor: string): Token => {
  const link = new Make('heading_anchor', 'a', 0);
  link.info = anchor;
  return link;
};

/** Gives every heading an id and lists it; a level-1 heading at the very start is the title of the page and leaves the text. */
export const headingAnchors = (state: StateCore): void => {
  const env = state.env as RenderState;
  const nextAnchor = slugger();
  const isLed = state.tokens[0]?.type === 'heading_open' && state.tokens[0].tag === 'h1';
  state.tokens.forEach((heading, at) => {
    const inline = state.tokens[at + 1];
    if (heading.type !== 'heading_open' || !inline) return;
    const text = plainText(inline);
    // From the source, as everybody who addresses sections does it.
    const anchor = nextAnchor(headingText(inline.content));
    if (at === 0 && isLed) {
      env.title = text;
      return;
    }
    env.contents.push({ level: Number(heading.tag.slice(1)), text, anchor });
    heading.attrSet('id', anchor);
    inline.children?.push(anchorLink(state, anchor));
  });
  if (isLed) state.tokens.splice(0, 3);
};

/** An empty link beside the heading; its sign is drawn by the style, so that copied headings stay clean. */
export const headingAnchor: RenderRule = (tokens, at, ...[, env]) => {
  const { texts } = env as RenderState;
  const anchor = escapeHtml(tokens[at]?.info ?? '');
  return `<a href="#${anchor}" class="anchor" aria-label="${escapeHtml(texts.permalink)}"></a>`;
};
