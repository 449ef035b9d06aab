/** Recent changes for feed readers: Atom (RFC 4287), page by page (RFC 5005). */
import { escapeXml, xmlElement } from './xml.ts';

export interface FeedEntry {
  readonly revision: string;
  /** What was done, in a few words. */
  readonly title: string;
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
  /** `save`, `move`, …: why it happened. */
  readonly intent: string;
  readonly pages: readonly { readonly title: string; readonly href: string }[];
}

export interface Feed {
  readonly name: string;
  readonly wikiId: string;
  /** `https://wiki.example.org`, without trailing slash. */
  readonly origin: string;
  /** `/ada/notes` */
  readonly base: string;
  /** Query of this part of the feed, with its question mark; empty for the newest. */
  readonly query: string;
  /** Query of the part with older changes. */
  readonly older?: string;
  readonly entries: readonly FeedEntry[];
  /** ISO 8601; of a feed without entries. */
  readonly now: string;
}

export const FEED_PATH = '/-/changelog/feed.atom';

/** The same wherever the wiki moves (RFC 4151); a wiki's id never names another. */
const idOf = ({ origin, wikiId }: Feed, ...rest: readonly string[]): string =>
  `tag:${new URL(origin).hostname},2026:${[wikiId, ...rest].join('/')}`;

const link = (rel: string, href: string, type: string): string => `<link rel="${rel}" type="${type}" href="${escapeXml(href)}"/>`;

const content = (entry: FeedEntry, origin: string): string => {
  const items = entry.pages.map(({ title, href }) => `<li><a href="${escapeXml(origin + href)}">${escapeXml(title)}</a></li>`);
  return items.length === 0 ? '' : `<content type="html">${escapeXml(`<ul>${items.join('')}</ul>`)}</content>`;
};

const entryXml = (feed: Feed, entry: FeedEntry): string =>
  [
    '<entry>',
    xmlElement('id', idOf(feed, entry.revision)),
    xmlElement('title', entry.title),
    xmlElement('updated', entry.at),
    `<author>${xmlElement('name', entry.author)}</author>`,
    `<category term="${escapeXml(entry.intent)}"/>`,
    link('alternate', `${feed.origin}${feed.base}/-/commit/${entry.revision}`, 'text/html'),
    content(entry, feed.origin),
    '</entry>',
  ].join('');

export const atomFeed = (feed: Feed): string => {
  const { origin, base, query, older, entries } = feed;
  const address = `${origin}${base}${FEED_PATH}`;
  const type = 'application/atom+xml';
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    xmlElement('id', idOf(feed)),
    xmlElement('title', feed.name),
    xmlElement('updated', entries[0]?.at ?? feed.now),
    link('self', address + query, type),
    link('alternate', `${origin}${base}/-/changes`, 'text/html'),
    query === '' ? '' : link('first', address, type),
    older === undefined ? '' : link('next', address + older, type),
    '<generator>wikibot</generator>',
    ...entries.map((entry) => entryXml(feed, entry)),
    '</feed>\n',
  ]
    .filter((line) => line !== '')
    .join('\n');
};
