import type { WikiLinkStyle } from '@wikibot/platform/page/wiki-link';
import type { Locale } from '../texts/texts.ts';

/** Where a text stands, which decides where its links lead. */
export interface Place {
  /** Address of the wiki without a slash at its end: `/ada/notes`. */
  readonly base: string;
  /** Path of the page in its wiki: `Folder/Page`. */
  readonly path: string;
  /** Which side of `[[a|b]]` is shown; a preference of the wiki. */
  readonly wikiLinkStyle: WikiLinkStyle;
  /** Language of the few words that rendering adds; English unless told. `reader` leaves marks, which `sayWords` replaces. */
  readonly locale?: Locale | 'reader';
}
