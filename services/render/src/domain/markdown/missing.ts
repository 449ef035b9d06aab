import { escapeHtml } from '../templates/html.ts';
import { en } from '../texts/en.ts';

/** Exactly what `linkAttributes` makes; text and attribute values hold no bare `<` or `"`, so nothing else can look like it. */
const WIKI_LINK = /<a href="([^"]*)" class="wiki-link" data-key="([^"]*)"( title="[^"]*")?>/g;

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const unescaped = (text: string): string =>
  text.includes('&') ? text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity) : text;

/** Marks links to pages that do not exist, in one pass over rendered HTML, and drops the keys that nobody needs any more. */
export const markMissing = (html: string, isMissing: (key: string) => boolean, offer: string = en.createMissing): string => {
  const missing = `title="${escapeHtml(offer)}"`;
  return html.replace(WIKI_LINK, (_link, ...[href, key = '', title = '']: readonly (string | undefined)[]) =>
    isMissing(unescaped(key)) ? `<a href="${href}" class="wiki-link missing" ${missing}>` : `<a href="${href}" class="wiki-link"${title}>`,
  );
};
