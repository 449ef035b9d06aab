import { keepableFilePath } from '@wikibot/platform/page/page-path';
import { FILE, FOLDER } from './git-tree.ts';
import { textOfBytes } from './page-bytes.ts';

/** What is wrong with a folder that others have made, entry by entry; undefined when nothing is. */
export const treeProblem = (body: Buffer): string | undefined => {
  const names = new Set<string>();
  let last: Entry | undefined;
  for (let at = 0; at < body.length;) {
    const entry = entryFrom(body, at);
    if (!entry) return 'a folder that is cut off';
    const problem = entryProblem(entry) ?? placeProblem(entry, last, names);
    if (problem !== undefined) return problem;
    names.add(entry.letters);
    [last, at] = [entry, entry.end];
  }
  return undefined;
};

interface Entry {
  readonly mode: string;
  readonly name: Buffer;
  /** The name byte by byte. */
  readonly letters: string;
  readonly isNothing: boolean;
  readonly end: number;
}

const OID_BYTES = 20;
const MAX_MODE_BYTES = 7;
const NO_OBJECT = Buffer.alloc(OID_BYTES);

const entryFrom = (body: Buffer, start: number): Entry | undefined => {
  const space = body.indexOf(0x20, start);
  const zero = body.indexOf(0, start);
  const end = zero + 1 + OID_BYTES;
  if (space < 0 || space - start > MAX_MODE_BYTES || zero < space || end > body.length) return undefined;
  const name = body.subarray(space + 1, zero);
  return {
    mode: body.toString('latin1', start, space),
    name,
    letters: name.toString('latin1'),
    isNothing: body.compare(NO_OBJECT, 0, OID_BYTES, zero + 1, end) === 0,
    end,
  };
};

const KEPT = new Set([FILE, '100755', FOLDER]);
const NAMED: Readonly<Record<string, string>> = { '120000': 'a symbolic link', '160000': 'a submodule' };

/** Names that need no closer look: they hold nothing that any rule is about. */
const HARMLESS = /^[A-Za-z0-9_][A-Za-z0-9_ .,()+-]{0,99}$/;

const entryProblem = ({ mode, name, letters, isNothing }: Entry): string | undefined => {
  if (!KEPT.has(mode)) return `${shown(name)}: ${NAMED[mode] ?? `a file of mode ${mode}`}; only files and folders are kept`;
  if (isNothing) return `${shown(name)}: names no object`;
  return HARMLESS.test(letters) ? undefined : nameProblem(name);
};

const nameProblem = (name: Buffer): string | undefined => {
  const text = textOfBytes(name);
  // Written again, it would be another name.
  if (text === undefined) return `${shown(name)}: the name is not UTF-8`;
  if (text.includes('/')) return `${shown(name)}: a name with a slash`;
  const keepable = keepableFilePath(text);
  return keepable.ok ? undefined : `${shown(name)}: ${keepable.message}`;
};

const shown = (name: Buffer): string => JSON.stringify(name.toString('utf8').slice(0, 120));

/** Entries stand in git's order, none twice, not even as file and folder. */
const placeProblem = (entry: Entry, last: Entry | undefined, names: ReadonlySet<string>): string | undefined => {
  if (names.has(entry.letters)) return `${shown(entry.name)}: stands twice in one folder`;
  return last && compared(last, entry) >= 0 ? `${shown(entry.name)}: does not stand in git's order` : undefined;
};

/** Names of folders are ordered as if a slash stood behind them. */
const compared = (a: Entry, b: Entry): number => {
  const [left, right] = [keyOf(a), keyOf(b)];
  return left === right ? 0 : left < right ? -1 : 1;
};

const keyOf = ({ mode, letters }: Entry): string => (mode === FOLDER ? `${letters}/` : `${letters}\0`);
