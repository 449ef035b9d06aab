import { isFilePath } from '@wikibot/platform/page/link-target';
import type { Link } from '@wikibot/platform/page/links';
import { linksOf } from '@wikibot/platform/page/links';
import { pageKey } from '@wikibot/platform/page/page-path';
import { CONTROL, LIMITS } from '@wikibot/platform/page/path-rules';

/** More links than anybody follows; they share a row with the text. */
const MOST_LINKS = 100;
/** Backlinks are a row each. */
const MOST_TARGETS = 1000;

export interface LinkedPages {
  /** Each page once and as it is written first, in the order of the text. */
  readonly paths: readonly string[];
  /** The keys of the pages that can exist. */
  readonly keys: readonly string[];
}

export const NO_LINKS: LinkedPages = { paths: [], keys: [] };

/** A link may hide line ends in percent codes; what stands above a text is ours alone. */
const oneLine = (target: string): string => target.replace(/\p{C}+/gu, ' ');

/** As the renderer draws them: images are files, WikiLinks are pages, other links go by their extension. */
const leadsToFile = ({ kind, path = '' }: Link): boolean =>
  kind === 'image' || ((kind === 'link' || kind === 'definition') && isFilePath(path));

/** What cannot be a key of a row exists nowhere. */
const couldStand = (key: string): boolean => key.isWellFormed() && !CONTROL.test(key) && Buffer.byteLength(key) <= LIMITS.pathBytes;

/** The pages that a page links to. */
export const linkedPages = (text: string, path: string): LinkedPages => {
  const own = pageKey(path);
  const byKey = new Map<string, string>();
  for (const link of linksOf(text, { wikiLinkStyle: 'title-first', page: path })) {
    const { key, path: target } = link;
    const isOther = key !== undefined && key !== '' && key !== own && !leadsToFile(link);
    if (isOther && target !== undefined && !byKey.has(key)) byKey.set(key, oneLine(target));
  }
  return { paths: [...byKey.values()].slice(0, MOST_LINKS), keys: [...byKey.keys()].filter(couldStand).slice(0, MOST_TARGETS) };
};
