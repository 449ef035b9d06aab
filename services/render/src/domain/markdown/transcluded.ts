import { decodeLoosely } from '@wikibot/platform/page/link-target';
import { escapeHtml } from '../templates/html.ts';

const ID = / id="([^"]*)"/g;
const TAG = /<[a-z][^>]*>/g;
const PLACES = / (id|for|href)="(#?)([^"]*)"/g;

const idsIn = (html: string): ReadonlySet<string> =>
  new Set([...html.matchAll(TAG)].flatMap(([tag]) => [...tag.matchAll(ID)].map(([, id = '']) => id)));

/**
 * Safe HTML of one page made ready to stand in another: its ids, which may be there too, get a prefix, and links to what was left out
 * lead to the page itself.
 */
export const transcluded = (html: string, { prefix, href }: { readonly prefix: string; readonly href: string }): string => {
  const ids = idsIn(html);
  const place = (whole: string, ...[name, hash, value = '']: readonly string[]): string => {
    if (name !== 'href') return ` ${name}="${prefix}${value}"`;
    if (hash === '') return whole;
    return ids.has(decodeLoosely(value)) ? ` href="#${prefix}${value}"` : ` href="${escapeHtml(href)}#${value}"`;
  };
  return html.replace(TAG, (tag) => (/ (?:id|for|href)="/.test(tag) ? tag.replace(PLACES, place) : tag));
};
