import type MarkdownIt from 'markdown-it';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { escapeHtml } from '../../templates/html.ts';
import { mediaAddress } from '../address.ts';
import type { RenderState } from '../render-state.ts';

/** Left on an image token by the rule that sees the links around it. */
export const IN_LINK = 'in-link';

/** An image from elsewhere would tell its server who reads the page: it becomes a link, or a word inside a link. */
const remote = (href: string, alt: string, inLink: boolean): string =>
  inLink
    ? `<span class="remote-image">${escapeHtml(alt)}</span>`
    : `<a href="${escapeHtml(href)}" class="remote-image" rel="noopener noreferrer nofollow ugc">${escapeHtml(alt || href)}</a>`;

const local = (src: string, alt: string, title: string): string =>
  `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}"${title === '' ? '' : ` title="${escapeHtml(title)}"`} loading="lazy">`;

const drawn = (token: Token, alt: string, { place }: RenderState): string => {
  const address = mediaAddress(String(token.attrGet('src') ?? ''), place);
  if (address.kind === 'refused') return escapeHtml(alt);
  if (address.kind === 'outside') return remote(address.href, alt, token.info === IN_LINK);
  return local(address.href, alt, String(token.attrGet('title') ?? ''));
};

export const imageRule =
  (md: MarkdownIt): RenderRule =>
  (tokens, at, ...[options, env]) => {
    const token = tokens[at];
    return token ? drawn(token, md.renderer.renderInlineAsText(token.children ?? [], options, env), env as RenderState) : '';
  };
