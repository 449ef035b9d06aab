import { pagePathOfFile } from '@wikibot/platform/page/page-path';

/** How readers and path rules name a file: a page by its path, any other by its place in the repository. */
export const shownPath = (file: string): string => pagePathOfFile(file) ?? file;
