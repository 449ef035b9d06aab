/** Where an attachment lies: in the folder that is called like its page. */
import { hrefOfPage, isMarkdownFile, pageKey } from '@wikibot/platform/page/page-path';

export interface Place {
  /** The page; empty for a file at the root of the repository, which lies beside no page. */
  readonly page: string;
  readonly file: string;
}

/** Undefined for pages. */
export const placeOf = (path: string): Place | undefined => {
  if (isMarkdownFile(path)) return undefined;
  const end = path.lastIndexOf('/');
  return { page: path.slice(0, Math.max(0, end)), file: path.slice(end + 1) };
};

/** All files beside a page, and only they, have keys that begin with this: no path has two slashes in a row. */
export const keysBeside = (page: string): string => `${pageKey(page)}//`;

/** Equal for every spelling that means the same file. */
export const placeKey = ({ page, file }: Place): string => keysBeside(page) + pageKey(file);

/** A name that could lead elsewhere than beside the page is no name of a file there. */
export const pathOfPlace = ({ page, file }: Place): string | undefined =>
  file === '' || file.includes('/') ? undefined : `${page}/${file}`;

/** The address of one content of a file, below the address of the wiki. */
export const hrefOfPlace = ({ page, file }: Place, blob: string): string =>
  page === '' ? '' : `${hrefOfPage(page)}/a/${encodeURIComponent(file.toWellFormed())}?v=${blob}`;
