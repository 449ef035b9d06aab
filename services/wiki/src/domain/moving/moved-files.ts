/** Which files move with a page, and whether they can stand where they would. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { addressProblem, fileOfPage, keepableFilePath, pageKey, pagePathOfFile } from '@wikibot/platform/page/page-path';
import { addressLengthProblem } from '../file-rules.ts';
import type { Taken } from '../places-taken.ts';
import { placesTaken } from '../places-taken.ts';
import type { Relocation } from './relocation.ts';
import { isRespelling, relocated } from './relocation.ts';

export interface StandingFile {
  readonly path: string;
  readonly oid: ObjectId;
}

export interface MovedFile {
  readonly from: string;
  readonly to: string;
  readonly oid: ObjectId;
}

export type MovedFiles =
  | { readonly ok: true; readonly files: readonly MovedFile[] }
  /** Something stands at this path already. */
  | { readonly ok: false; readonly problem: 'taken'; readonly path: string }
  | { readonly ok: false; readonly problem: 'path'; readonly path: string; readonly reason: string };

/** All files of a wiki are looked at: those of the page and below it move, the others may be in the way. */
export const movedFiles = (all: readonly StandingFile[], relocation: Relocation): MovedFiles => {
  const moving = new Map(all.flatMap((file): [string, MovedFile][] => entryOf(file, relocation)));
  const taken = placesTaken();
  // Also what moves away itself is in the way: otherwise one address would come to mean another page in the same moment.
  for (const { path } of all) if (!isRespelling(relocation) || !moving.has(path)) taken.take(path);
  for (const file of moving.values()) {
    const problem = placeProblem(file, all, taken);
    if (problem) return problem;
    taken.take(file.to);
  }
  return { ok: true, files: [...moving.values()] };
};

const entryOf = ({ path, oid }: StandingFile, relocation: Relocation): [string, MovedFile][] => {
  const to = placeAfter(path, relocation);
  return to === undefined ? [] : [[path, { from: path, to, oid }]];
};

/** A file may be called like the page: only the page's own file and what lies in its folder move. */
const placeAfter = (file: string, relocation: Relocation): string | undefined => {
  if (file === fileOfPage(relocation.from)) return fileOfPage(relocation.to);
  return pageKey(file).startsWith(`${pageKey(relocation.from)}/`) ? relocated(relocation, file) : undefined;
};

const placeProblem = (
  { from, to }: MovedFile,
  all: readonly StandingFile[],
  taken: Taken,
): Extract<MovedFiles, { ok: false }> | undefined => {
  if (taken.has(to)) return { ok: false, problem: 'taken', path: all.find(({ path }) => pageKey(path) === pageKey(to))?.path ?? to };
  const reason = pathReason(from, to);
  return reason === undefined ? undefined : { ok: false, problem: 'path', path: to, reason };
};

const pathReason = (from: string, to: string): string | undefined => {
  const keepable = keepableFilePath(to);
  if (!keepable.ok) return keepable.message;
  return addressLengthProblem(to) ?? newAddressProblem(from, to);
};

/** A page whose address meant something else before is no worse off. */
const newAddressProblem = (from: string, to: string): string | undefined => {
  const [before, after] = [pagePathOfFile(from), pagePathOfFile(to)];
  if (before === undefined || after === undefined || addressProblem(before)) return undefined;
  return addressProblem(after)?.message;
};
