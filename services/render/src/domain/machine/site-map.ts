/** All pages of a wiki for crawlers (sitemaps.org, protocol 0.9). */
import { xmlElement } from './xml.ts';

export interface MappedPage {
  /** Absolute. */
  readonly href: string;
  /** ISO 8601. */
  readonly at: string;
  /** How many folders are above it. */
  readonly depth: number;
}

/** The protocol's own limit for one file. */
export const MOST_IN_MAP = 50_000;

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** Pages near the top weigh more. */
const priority = (depth: number): string => Math.max(1 - depth / 10, 0.1).toFixed(1);

export const siteMap = (pages: readonly MappedPage[]): string => {
  const urls = pages.map(
    ({ href, at, depth }) =>
      `<url>${xmlElement('loc', href)}${xmlElement('lastmod', at)}${xmlElement('priority', priority(depth))}</url>\n`,
  );
  return `${HEAD}<urlset ${NAMESPACE}>\n${urls.join('')}</urlset>\n`;
};

/** Where there are more pages than one file may name: a list of such files. */
export const siteMapIndex = (parts: readonly string[]): string =>
  `${HEAD}<sitemapindex ${NAMESPACE}>\n${parts.map((href) => `<sitemap>${xmlElement('loc', href)}</sitemap>\n`).join('')}</sitemapindex>\n`;
