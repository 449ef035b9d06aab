import { keepableFilePath } from '@wikibot/platform/page/page-path';
import { FILE, FOLDER, findEntry, isFolder, type Tree } from './git-tree.ts';
import { textOfBytes } from './page-bytes.ts';

/**
 * What is wrong with a folder that others have made, entry by entry; undefined when nothing is. Folders of ten thousand files
 * are pushed a hundred times at once, so that bytes are compared where they lie and only odd names become strings.
 */
export const treeProblem = (tree: Tree): string | undefined => {
  let last: Entry | undefined;
  for (const [index, start] of tree.offsets.entries()) {
    const entry = entryIn(tree.raw, start, tree.offsets[index + 1] ?? tree.raw.length);
    const problem = entryProblem(tree, entry) ?? (last && orderProblem(tree.raw, last, entry));
    if (problem !== undefined) return problem;
    last = entry;
  }
  return undefined;
};

/** Where the parts of an entry lie. */
interface Entry {
  readonly mode: string;
  readonly from: number;
  readonly to: number;
}

const OID_BYTES = 20;
const [FOUR, SPACE, SLASH] = [0x34, 0x20, 0x2f];
/** `1006` */
const FILE_BEGINS = 0x31303036;

const entryIn = (raw: Buffer, start: number, end: number): Entry => {
  const space = raw[start + 6] === SPACE ? start + 6 : raw.indexOf(SPACE, start);
  return { mode: modeIn(raw, start, space), from: space + 1, to: end - OID_BYTES - 1 };
};

const modeIn = (raw: Buffer, start: number, space: number): string => {
  const isPlain = space === start + 6 && raw.readUInt32BE(start) === FILE_BEGINS && raw[start + 4] === FOUR && raw[start + 5] === FOUR;
  return isPlain ? FILE : raw.toString('latin1', start, Math.min(space, start + 20));
};

const KEPT = new Set([FILE, '100755', FOLDER]);
const NAMED: Readonly<Record<string, string>> = { '120000': 'a symbolic link', '160000': 'a submodule' };

const entryProblem = (tree: Tree, entry: Entry): string | undefined => {
  const { raw } = tree;
  if (!KEPT.has(entry.mode)) {
    const what = NAMED[entry.mode] ?? `a file of mode ${JSON.stringify(entry.mode).slice(1, -1)}`;
    return `${shown(raw, entry)}: ${what}; only files and folders are kept`;
  }
  if (raw.readUInt32BE(entry.to + 1) === 0 && raw.compare(NO_OBJECT, 0, OID_BYTES, entry.to + 1, entry.to + 1 + OID_BYTES) === 0)
    return `${shown(raw, entry)}: names no object`;
  const problem = isHarmless(raw, entry) ? undefined : nameProblem(raw, entry);
  return problem ?? (entry.mode === FOLDER ? twinProblem(tree, entry) : undefined);
};

const NO_OBJECT = Buffer.alloc(OID_BYTES);

/** Bytes of names that no rule is about, in whatever order they come behind a letter or digit. */
const HARMLESS = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_') HARMLESS[letter.charCodeAt(0)] = 2;
for (const letter of ' .,()+-') HARMLESS[letter.charCodeAt(0)] = 1;
const MOST_HARMLESS = 100;

const isHarmless = (raw: Buffer, { from, to }: Entry): boolean => {
  if (HARMLESS[raw[from] ?? 0] !== 2 || to <= from || to - from > MOST_HARMLESS) return false;
  for (let at = from; at < to; at += 1) if (HARMLESS[raw[at] ?? 0] === 0) return false;
  return true;
};

const nameProblem = (raw: Buffer, entry: Entry): string | undefined => {
  const text = textOfBytes(raw.subarray(entry.from, entry.to));
  // Written again, it would be another name.
  if (text === undefined) return `${shown(raw, entry)}: the name is not UTF-8`;
  if (text.includes('/')) return `${shown(raw, entry)}: a name with a slash`;
  const keepable = keepableFilePath(text);
  return keepable.ok ? undefined : `${shown(raw, entry)}: ${keepable.message}`;
};

/** A file of the same name does not stand beside the folder, but somewhere before it. */
const twinProblem = (tree: Tree, entry: Entry): string | undefined => {
  const twin = findEntry(tree, tree.raw.toString('utf8', entry.from, entry.to));
  return twin && !isFolder(twin) ? `${shown(tree.raw, entry)}: stands twice in one folder` : undefined;
};

const shown = (raw: Buffer, { from, to }: Entry): string => JSON.stringify(raw.toString('utf8', from, to).slice(0, 120));

/** Names of folders are ordered as if a slash stood behind them, all others as if a zero did. */
const orderProblem = (raw: Buffer, last: Entry, entry: Entry): string | undefined => {
  const order = compared(raw, last, entry);
  if (order < 0) return undefined;
  return `${shown(raw, entry)}: ${order === 0 ? 'stands twice in one folder' : "does not stand in git's order"}`;
};

const compared = (raw: Buffer, a: Entry, b: Entry): number => {
  const shared = Math.min(a.to - a.from, b.to - b.from);
  for (let at = 0; at < shared; at += 1) {
    const order = (raw[a.from + at] ?? 0) - (raw[b.from + at] ?? 0);
    if (order !== 0) return order;
  }
  return byteAt(raw, a, shared) - byteAt(raw, b, shared);
};

const byteAt = (raw: Buffer, { mode, from, to }: Entry, place: number): number =>
  from + place < to ? (raw[from + place] ?? 0) : mode === FOLDER ? SLASH : 0;
