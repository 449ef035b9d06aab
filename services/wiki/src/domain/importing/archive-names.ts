/** What the names in an archive mean before any of them is judged: which are content, and in which folder all of it lies. */
import { countedLeavings, leavingIn, type LeftOut } from './leavings.ts';

export interface ArchiveNames<E> {
  /** By name, as every import is: the order decides which of two names that clash is kept. */
  readonly files: readonly { readonly file: string; readonly entry: E }[];
  readonly leftOut: readonly LeftOut[];
  /** The folder that held everything, and is not part of the names any more. */
  readonly root?: string;
  /** It comes from Obsidian, which reads links in its own way. */
  readonly isVault: boolean;
}

export const archiveNames = <E extends { readonly name: string }>(entries: readonly E[], stripsRoot: boolean): ArchiveNames<E> => {
  const leavings = entries.flatMap(({ name }) => leavingIn(name) ?? []);
  const content = entries.filter(({ name }) => leavingIn(name) === undefined);
  const root = stripsRoot ? commonFolder(content.map(({ name }) => name)) : undefined;
  const files = content.map((entry) => ({ file: root === undefined ? entry.name : entry.name.slice(root.length + 1), entry }));
  return {
    files: files.sort((one, other) => (one.file < other.file ? -1 : Number(one.file > other.file))),
    leftOut: countedLeavings(leavings),
    isVault: leavings.some(({ file }) => file.toLowerCase().endsWith('.obsidian')),
    ...(root === undefined ? {} : { root }),
  };
};

/** Tools pack a folder as often as what is in it. Dots lead elsewhere and are no folder. */
const commonFolder = (names: readonly string[]): string | undefined => {
  const [first = ''] = names;
  const folder = first.slice(0, Math.max(0, first.indexOf('/')));
  return folder !== '' && !/^\.+$/.test(folder) && names.every((name) => name.startsWith(`${folder}/`)) ? folder : undefined;
};
