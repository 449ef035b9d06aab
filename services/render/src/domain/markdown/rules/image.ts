import type MarkdownIt from 'markdown-it';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
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

const image = (src: string, alt: string, title: string): string =>
  `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}"${title === '' ? '' : ` title="${escapeHtml(title)}"`} loading="lazy">`;

export const imageRule =
  (md: MarkdownIt): RenderRule =>
  (tokens, at, options, env: RenderState) => {
    const token = tokens[at];
    const address = mediaAddress(String(token?.attrGet('src') ?? ''), env.place);
    const alt = md.renderer.renderInlineAsText(token?.children ?? [], options, env);
    if (address.kind === 'refused') return escapeHtml(alt);
    if (address.kind === 'outside') return remote(address.href, alt, token?.info === IN_LINK);
    return image(address.href, alt, String(token?.attrGet('title') ?? ''));
  };
