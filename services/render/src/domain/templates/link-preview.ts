/** What others show of a page when its address is passed on: only of pages that everybody may read, as they are now. */
import { FEED_PATH } from '../machine/atom-feed.ts';
import { html, type Markup, nothing } from './html.ts';
import type { PageModel } from './page-view.ts';

const forPrograms = ({ page, wiki }: PageModel): Markup =>
  html`${page.source !== undefined && html`<link rel="alternate" type="text/markdown" href="${page.source}" />`}
    <link rel="alternate" type="application/atom+xml" title="${wiki.name}" href="${wiki.base}${FEED_PATH}" /> `;

const described = ({ page }: PageModel): Markup | false =>
  page.excerpt !== undefined &&
  page.excerpt !== '' &&
  html`<meta name="description" content="${page.excerpt}" /><meta property="og:description" content="${page.excerpt}" />`;

/** Open Graph (ogp.me), which other services' own tags fall back on; and where the same page is for programs. */
export const linkPreview = (model: PageModel): Markup => {
  const { page, wiki, shell } = model;
  if (wiki.visibility !== 'public' || page.old !== undefined) return nothing;
  const address = `${shell.origin ?? ''}${page.isHome === true ? `${wiki.base}/` : page.href}`;
  return html`<link rel="canonical" href="${address}" />
    ${described(model)}
    <meta property="og:title" content="${page.title}" />
    <meta property="og:type" content="article" />
    <meta property="og:url" content="${address}" />
    <meta property="og:site_name" content="${wiki.name}" />
    ${page.edited && html`<meta property="article:modified_time" content="${page.edited.at}" />`}
    <meta name="twitter:card" content="summary" />
    ${forPrograms(model)}`;
};
