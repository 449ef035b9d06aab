/** Which files that came are files that went: git keeps no moves, so they are told by content. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import { changedLines, linesOf } from './line-count.ts';

export interface FileState {
  readonly file: string;
  readonly blob: ObjectId;
}

export interface Move {
  readonly from: FileState;
  readonly to: FileState;
}

/** A file as it stands, or none. */
export type Version = FileState | null;

/** What one change did to one file; a move is one. */
export interface VersionChange {
  readonly before: Version;
  readonly after: Version;
}

/** Undefined for what is no text. */
export type TextOf = (blob: ObjectId) => Promise<string | undefined>;

/** Every repository may hold it many times, so that it says nothing. */
const EMPTY_BLOB = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';

/** Above so many pairs pages are told by equal content only. */
const MOST_PAIRS = 400;

/** Equal content first, under the same name if there is one; then pages that share at least half of their lines, as git has it. */
export const movesAmong = async (gone: readonly FileState[], came: readonly FileState[], textOf: TextOf): Promise<readonly Move[]> => {
  const equal = equalPairs(gone, came);
  const [left, right] = [
    without(
      gone,
      equal.map(({ from }) => from),
    ),
    without(
      came,
      equal.map(({ to }) => to),
    ),
  ];
  return [...equal, ...(await similarPairs(left.filter(isPage), right.filter(isPage), textOf))];
};

/** A file that differs between two commits. */
interface ChangedFile {
  readonly path: string;
  readonly before: ObjectId | undefined;
  readonly after: ObjectId | undefined;
}

/** The differing files of two commits, with those that moved as one change each. `told` are moves that are known, by where they lead. */
export const versionChanges = async (
  files: readonly ChangedFile[],
  { textOf, told }: { readonly textOf: TextOf; readonly told: ReadonlyMap<string, string> },
): Promise<readonly VersionChange[]> => {
  const changes = files.map(({ path, before, after }): VersionChange => ({ before: stateOf(path, before), after: stateOf(path, after) }));
  const gone = changes.flatMap(({ before, after }) => (before && !after ? [before] : []));
  const came = changes.flatMap(({ before, after }) => (after && !before ? [after] : []));
  const known = toldMoves(gone, came, told);
  const [left, right] = [
    without(
      gone,
      known.map(({ from }) => from),
    ),
    without(
      came,
      known.map(({ to }) => to),
    ),
  ];
  const moves = [...known, ...(await movesAmong(left, right, textOf))];
  const moved = new Set<Version>(moves.flatMap(({ from, to }) => [from, to]));
  const others = changes.filter(({ before, after }) => !moved.has(before ?? after));
  return [...others, ...moves.map(({ from, to }) => ({ before: from, after: to }))];
};

const stateOf = (file: string, blob: ObjectId | undefined): Version => (blob === undefined ? null : { file, blob });

const toldMoves = (gone: readonly FileState[], came: readonly FileState[], told: ReadonlyMap<string, string>): readonly Move[] => {
  const byFile = new Map(gone.map((state) => [state.file, state]));
  return came.flatMap((to): Move[] => {
    const from = byFile.get(told.get(to.file) ?? '');
    return from ? [{ from, to }] : [];
  });
};

const isPage = ({ file }: FileState): boolean => isMarkdownFile(file);
const nameOf = ({ file }: FileState): string => file.slice(file.lastIndexOf('/') + 1);
const without = (files: readonly FileState[], taken: readonly FileState[]): readonly FileState[] => {
  const set = new Set(taken);
  return files.filter((file) => !set.has(file));
};

const equalPairs = (gone: readonly FileState[], came: readonly FileState[]): readonly Move[] => {
  const byBlob = Map.groupBy(gone, ({ blob }) => blob);
  return came.flatMap((to): Move[] => {
    const candidates = to.blob === EMPTY_BLOB ? [] : (byBlob.get(to.blob) ?? []);
    const from = candidates.find((one) => nameOf(one) === nameOf(to)) ?? candidates[0];
    if (!from) return [];
    candidates.splice(candidates.indexOf(from), 1);
    return [{ from, to }];
  });
};

const similarPairs = async (gone: readonly FileState[], came: readonly FileState[], textOf: TextOf): Promise<readonly Move[]> => {
  if (gone.length * came.length > MOST_PAIRS) return [];
  const pairs: (Move & { readonly share: number })[] = [];
  for (const from of gone) {
    for (const to of came) pairs.push({ from, to, share: shareOf(await textOf(from.blob), await textOf(to.blob)) });
  }
  return bestFirst(pairs.filter(({ share }) => share >= 0.5));
};

const shareOf = (before: string | undefined, after: string | undefined): number => {
  if (!before || !after) return 0;
  const lines = linesOf(before).length;
  const common = lines - changedLines(before, after).removed;
  return common / Math.max(lines, linesOf(after).length);
};

const bestFirst = (pairs: readonly (Move & { readonly share: number })[]): readonly Move[] => {
  const taken = new Set<FileState>();
  return pairs
    .toSorted((one, other) => other.share - one.share)
    .flatMap(({ from, to }): Move[] => {
      if (taken.has(from) || taken.has(to)) return [];
      taken.add(from).add(to);
      return [{ from, to }];
    });
};
