/** Where what stands at a page's address, or below it, stands after the page has moved. */
import { pageKey } from '@wikibot/platform/page/page-path';

export interface Relocation {
  /** The page as it stands. */
  readonly from: string;
  readonly to: string;
}

/** The new path of a page or file, under any spelling; undefined when it does not move. Its own part of the path stays as written. */
export const relocated = ({ from, to }: Relocation, path: string): string | undefined => {
  const [key, fromKey] = [pageKey(path), pageKey(from)];
  if (key === fromKey) return to;
  if (!key.startsWith(`${fromKey}/`)) return undefined;
  const below = segmentsOf(path).slice(segmentsOf(from).length);
  return [to, ...below].join('/');
};

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

/** A change of case, spaces or underscores only: every address stays the same. */
export const isRespelling = ({ from, to }: Relocation): boolean => pageKey(from) === pageKey(to);
