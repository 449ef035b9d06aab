/** Whether the files of a push may stand where they would: the rules of pages and imports, told file by file. */
import { addressProblem, keepableFilePath, pagePathOfFile } from '@wikibot/platform/page/page-path';
import { addressLengthProblem, readdressed, sizeProblem } from './file-rules.ts';
import { placesTaken, SAME_NAME } from './places-taken.ts';

/** A file that differs before and after the push. */
export interface PushedFile {
  readonly path: string;
  readonly wasThere: boolean;
  /** Undefined when it is gone. */
  readonly bytes: number | undefined;
}

/** Undefined when nothing is wrong. A name that stands already is not judged again. */
export const pushedFileProblem = ({ path, wasThere, bytes }: PushedFile): string | undefined => {
  if (bytes === undefined) return undefined;
  const problem = wasThere ? undefined : nameProblem(path);
  return problem ?? sizeProblem(path, bytes);
};

const nameProblem = (path: string): string | undefined => {
  const keepable = keepableFilePath(path);
  return keepable.ok ? (addressLengthProblem(path) ?? unreachable(path)) : keepable.message;
};

/** A page that no address would lead to. */
const unreachable = (path: string): string | undefined => {
  const page = pagePathOfFile(path);
  const problem = page === undefined ? undefined : addressProblem(page);
  if (!problem) return undefined;
  const { as } = readdressed(path);
  return as === path ? problem.message : `${problem.message} It could be ${as}.`;
};

/** Those of the new files whose place another one has, but for case, spaces or underscores. */
export const clashesAmong = (
  added: readonly string[],
  all: Iterable<string>,
): readonly { readonly path: string; readonly problem: string }[] => {
  const taken = placesTaken();
  const fresh = new Set(added);
  for (const path of all) if (!fresh.has(path)) taken.take(path);
  return added.flatMap((path) => {
    const clash = taken.has(path);
    taken.take(path);
    return clash ? [{ path, problem: SAME_NAME }] : [];
  });
};
