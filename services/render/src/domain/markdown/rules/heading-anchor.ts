import { headingText } from '@wikibot/platform/page/heading-text';
import { MAX_SECTIONS } from '@wikibot/platform/page/outline';
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

interface Heading {
  readonly open: Token;
  readonly inline: Token;
  /** Whether page anatomy counts it as a section: at the top level, and in no closed box. */
  readonly isSection: boolean;
}

const headingsOf = (tokens: readonly Token[]): readonly Heading[] => {
  const boxes: boolean[] = [];
  const headings: Heading[] = [];
  for (const [at, open] of tokens.entries()) {
    if (open.type === 'box_open') boxes.push(isClosed(open));
    if (open.type === 'box_close') boxes.pop();
    const inline = tokens[at + 1];
    if (open.type === 'heading_open' && inline) headings.push({ open, inline, isSection: open.level === 0 && !boxes.includes(true) });
    if (headings.length >= MAX_SECTIONS) break;
  }
  return headings;
};

const isClosed = ({ meta }: Token): boolean => (meta as { closed?: boolean } | null)?.closed === true;

/** Sections first: whoever addresses them knows of no other headings, and must find the same anchors. From the source, as they do it. */
const anchorsOf = (headings: readonly Heading[]): ReadonlyMap<Heading, string> => {
  const nextAnchor = slugger();
  const inTurn = [...headings.filter(({ isSection }) => isSection), ...headings.filter(({ isSection }) => !isSection)];
  return new Map(inTurn.map((heading) => [heading, nextAnchor(headingText(heading.inline.content))]));
};

const isTitle = ({ open }: Heading, { tokens }: StateCore): boolean => open === tokens[0] && open.tag === 'h1';

/** Gives every heading, as far as page anatomy counts them, an id and lists it; a level-1 heading at the very start is the title of the page and leaves the text. */
export const headingAnchors = (state: StateCore): void => {
  const env = state.env as RenderState;
  const headings = headingsOf(state.tokens);
  const anchors = anchorsOf(headings);
  for (const heading of headings) {
    const { open, inline } = heading;
    const text = plainText(inline);
    const anchor = anchors.get(heading) ?? '';
    if (isTitle(heading, state)) {
      env.title = text;
      env.titleAnchor = anchor;
      continue;
    }
    if (heading.isSection) env.sections.add(anchor);
    env.contents.push({ level: Number(open.tag.slice(1)), text, anchor });
    open.attrSet('id', anchor);
    inline.children?.push(anchorLink(state, anchor));
  }
  if (env.title !== undefined) state.tokens.splice(0, 3);
};

/** An empty link beside the heading; its sign is drawn by the style, so that copied headings stay clean. */
export const headingAnchor: RenderRule = (tokens, at, ...[, env]) => {
  const { texts } = env as RenderState;
  const anchor = escapeHtml(tokens[at]?.info ?? '');
  return `<a href="#${anchor}" class="anchor" aria-label="${escapeHtml(texts.permalink)}"></a>`;
};
