/** Links after a move: those of pages that moved lead where they led, those of others follow what moved. */
import { rewriteLinks } from '@wikibot/platform/page/link-rewrite';
import { pageKey } from '@wikibot/platform/page/page-path';
import type { MovedFile } from './moved-files.ts';
import type { Relocation } from './relocation.ts';
import { relocated } from './relocation.ts';

/** Every wiki writes its WikiLinks in this style until wikis can choose. */
const wikiLinkStyle = 'title-first';

/** The text of a page that moved. All below the old address is meant below the new one, also pages that are not written yet. */
export const movedText = (text: string, { page, relocation }: { readonly page: string; readonly relocation: Relocation }): string => {
  const pageAfter = relocated(relocation, page) ?? page;
  return rewriteLinks(text, { page, pageAfter, wikiLinkStyle }, (path) => relocated(relocation, path)).text;
};

/** The text of a page that stays; only links to what moved change. */
export const followingText = (
  text: string,
  { page, relocation, moved }: { readonly page: string; readonly relocation: Relocation; readonly moved: ReadonlySet<string> },
): string =>
  rewriteLinks(text, { page, wikiLinkStyle }, (path) =>
    keysMeant(path).some((key) => moved.has(key)) ? relocated(relocation, path) : undefined,
  ).text;

/** Identities of pages and files that moved, as links name them. */
export const movedKeys = (files: readonly MovedFile[]): ReadonlySet<string> => new Set(files.map(({ from }) => pageKey(from)));

/** The address of a file has an `a` before its name: `/Page/a/x.png`. */
const keysMeant = (path: string): readonly string[] => {
  const segments = path.split('/');
  return segments.at(-2) === 'a' ? [pageKey(path), pageKey(segments.toSpliced(-2, 1).join('/'))] : [pageKey(path)];
};
