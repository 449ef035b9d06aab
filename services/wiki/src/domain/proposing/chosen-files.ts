/** Which files of a proposal a person takes: all, or those they name. */
import { fileOfPage, pageKey } from '@wikibot/platform/page/page-path';
import { fileKey } from '../file-key.ts';
import { shownPath } from '../shown-path.ts';
import type { ProposedFile } from './proposal.ts';

export interface ChosenFiles {
  readonly ok: true;
  readonly chosen: readonly ProposedFile[];
  readonly left: readonly ProposedFile[];
}

export type Choice = ChosenFiles | { readonly ok: false; readonly path: string };

/** A file that moves is named by its new place; what it leaves goes with it and cannot be named alone. */
export const chosenFiles = (files: readonly ProposedFile[], paths: readonly string[] | undefined): Choice => {
  if (paths === undefined) return { ok: true, chosen: files, left: [] };
  const named: ProposedFile[] = [];
  for (const path of paths) {
    const found = fileNamed(files, path);
    if (!found) return { ok: false, path };
    named.push(found);
  }
  const wanted = new Set(named.flatMap(({ file, from }) => [file, from]));
  return { ok: true, chosen: files.filter(({ file }) => wanted.has(file)), left: files.filter(({ file }) => !wanted.has(file)) };
};

/** What files are moved from. */
export const placesLeft = (files: readonly ProposedFile[]): ReadonlySet<string> =>
  new Set(files.flatMap(({ from }) => (from === undefined ? [] : [from])));

/** Under any spelling, as a page or by its place in the repository. */
export const fileNamed = (files: readonly ProposedFile[], path: string): ProposedFile | undefined => {
  const left = placesLeft(files);
  const own = files.filter(({ file, blob }) => blob !== null || !left.has(file));
  return (
    own.find(({ file }) => pageKey(shownPath(file)) === pageKey(path)) ??
    own.find(({ file }) => fileKey(file) === fileKey(fileOfPage(path)))
  );
};
