import { linksOf } from '@wikibot/platform/page/links';
import { pageKey } from '@wikibot/platform/page/page-path';

/** More links than anybody follows; they share a row with the text. */
const MOST_LINKS = 100;

/** A link may hide line ends in percent codes; what stands above a text is ours alone. */
const oneLine = (target: string): string => target.replace(/\p{C}+/gu, ' ');

/** The pages that a page links to, each once and as it is written first, in the order of the text. */
export const linkedPages = (text: string, path: string): readonly string[] => {
  const own = pageKey(path);
  const byKey = new Map<string, string>();
  for (const { kind, key, path: target } of linksOf(text, { wikiLinkStyle: 'title-first', page: path })) {
    const isOther = kind !== 'image' && key !== undefined && key !== own;
    if (isOther && target !== undefined && !byKey.has(key)) byKey.set(key, oneLine(target));
  }
  return [...byKey.values()].slice(0, MOST_LINKS);
};
