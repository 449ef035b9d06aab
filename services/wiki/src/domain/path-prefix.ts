import { pageKey } from '@wikibot/platform/page/page-path';

/** The beginning of the keys that a prefix asks for. One that ends with a slash names a folder, and its key would lose the slash. */
export const keyPrefix = (prefix: string): string =>
  prefix.endsWith('/') && pageKey(prefix) !== '' ? `${pageKey(prefix)}/` : pageKey(prefix);
