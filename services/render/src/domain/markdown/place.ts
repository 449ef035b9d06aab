import type { Locale } from '../texts/texts.ts';

/** What comes first in `[[a|b]]`. */
export type WikiLinkStyle = 'title-link' | 'link-title';

/** Where a text stands, which decides where its links lead. */
export interface Place {
  /** Address of the wiki without a slash at its end: `/ada/notes`. */
  readonly base: string;
  /** Path of the page in its wiki: `Folder/Page`. */
  readonly path: string;
  /** What comes first in `[[a|b]]`; the setting of the wiki. */
  readonly wikiLinkStyle: WikiLinkStyle;
  /** Language of the few words that rendering adds; English unless told. */
  readonly locale?: Locale;
}
