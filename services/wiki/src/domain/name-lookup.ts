import { entriesOf, type Tree } from './git-tree.ts';

/** Maps a name to what it has in common with all spellings of it, e.g. in lower case with spaces for underscores. */
export type NameKey = (name: string) => string;

/** Names by key: a large map that versions of a folder share, and the few keys that changed since. */
export interface NameLookup {
  readonly keyOf: NameKey;
  readonly settled: ReadonlyMap<string, readonly string[]>;
  readonly changed: ReadonlyMap<string, readonly string[]>;
}

/** So many changed keys before the large map is copied. */
const MAX_CHANGED = 200;

export const nameLookup = (tree: Tree, keyOf: NameKey): NameLookup => {
  const settled = new Map<string, string[]>();
  for (const { name } of entriesOf(tree)) {
    const names = settled.get(keyOf(name));
    if (names) names.push(name);
    else settled.set(keyOf(name), [name]);
  }
  return { keyOf, settled, changed: new Map() };
};

/** The names in a folder that share the key of this one. */
export const sameNames = ({ keyOf, settled, changed }: NameLookup, name: string): readonly string[] => {
  const key = keyOf(name);
  return changed.get(key) ?? settled.get(key) ?? [];
};

/** The look-up of the next version of a folder, whose names came (true) or went (false): as cheap as the change is small. */
export const changedLookup = (lookup: NameLookup, names: ReadonlyMap<string, boolean>): NameLookup => {
  const changed = new Map(lookup.changed);
  for (const [name, present] of names) {
    const others = sameNames({ ...lookup, changed }, name).filter((other) => other !== name);
    changed.set(lookup.keyOf(name), present ? [...others, name].sort() : others);
  }
  return changed.size <= MAX_CHANGED
    ? { ...lookup, changed }
    : { ...lookup, settled: new Map([...lookup.settled, ...changed]), changed: new Map() };
};
