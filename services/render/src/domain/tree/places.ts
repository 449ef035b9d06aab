/** Where a page stands in the tree: its folder, and every folder above it with its own parent. */
import { pageKey } from '@wikibot/platform/page/page-path';

export interface Places {
  /** Key of the folder; empty at the top. */
  readonly folder: string;
  readonly key: string;
  readonly folders: readonly { readonly parent: string; readonly key: string; readonly path: string }[];
}

export const placesOf = (path: string): Places => {
  const segments = path.split('/');
  const upTo = (count: number): string => segments.slice(0, count).join('/');
  const folders = segments
    .slice(0, -1)
    .map((_, index) => ({ parent: keyOr(upTo(index)), key: pageKey(upTo(index + 1)), path: upTo(index + 1) }));
  return { folder: keyOr(upTo(segments.length - 1)), key: pageKey(path), folders };
};

const keyOr = (path: string): string => (path === '' ? '' : pageKey(path));
