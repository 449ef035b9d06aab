import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { objectId } from './git-object.ts';
import { decodeTree, editTree, EMPTY_TREE, entriesOf, FILE, findEntry, FOLDER, type TreeEntry } from './git-tree.ts';
import { treeDifference } from './tree-difference.ts';

const name = fc.oneof(
  fc.constantFrom('a', 'a.b', 'a-b', 'a0', 'ab', '100644 a', 'ü', 'ﬀ', '\u{1f600}'),
  fc.stringMatching(/^[^/\0]{1,4}$/),
);
const entry = fc.record({
  name: name.filter((one) => one.isWellFormed()),
  mode: fc.constantFrom(FILE, FOLDER, '100755', '120000', '160000'),
  oid: fc.nat(50).map((n) => objectId('blob', Buffer.from(`${n}`))),
});
const entries = fc.uniqueArray(entry, { selector: (one) => one.name, maxLength: 30 });
const treeOf = (all: readonly TreeEntry[]) =>
  editTree(
    EMPTY_TREE,
    all.map((one) => ({ name: one.name, entry: one })),
  );
const orderOf = ({ name: one, mode }: TreeEntry) => Buffer.from(mode === FOLDER ? `${one}/` : `${one}\0`);
const sorted = (all: Iterable<TreeEntry>) => [...all].sort((a, b) => Buffer.compare(orderOf(a), orderOf(b)));

describe('a folder in the bytes of git', () => {
  it('lists its entries in the order of git, however they came', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const tree = treeOf(all);
        expect([...entriesOf(tree)]).toEqual(sorted(all));
        expect(decodeTree(tree.raw)).toEqual(tree);
      }),
    );
  });

  it('equals the folder written anew after any edits', () => {
    fc.assert(
      fc.property(entries, entries, fc.uniqueArray(name), (all, replaced, gone) => {
        const expected = new Map([...all, ...replaced].map((one) => [one.name, one]));
        for (const one of gone) expected.delete(one);
        const edits = [...replaced.filter((one) => !gone.includes(one.name)).map((one) => ({ name: one.name, entry: one }))];
        const edited = editTree(treeOf(all), [...edits, ...gone.map((one) => ({ name: one, entry: null }))]);
        expect([...entriesOf(edited)]).toEqual(sorted(expected.values()));
        expect(decodeTree(edited.raw)).toEqual(edited);
      }),
    );
  });

  it('finds each of its names and no other', () => {
    fc.assert(
      fc.property(entries, name, (all, other) => {
        const tree = treeOf(all);
        for (const one of all) expect(findEntry(tree, one.name)).toEqual(one);
        expect(findEntry(tree, other)).toEqual(all.find((one) => one.name === other));
      }),
    );
  });

  it('shows all differences to another version', () => {
    fc.assert(
      fc.property(entries, entries, fc.boolean(), (all, others, related) => {
        const [older, newer] = [
          treeOf(all),
          related
            ? editTree(
                treeOf(all),
                others.map((one) => ({ name: one.name, entry: one })),
              )
            : treeOf(others),
        ];
        const { removed, added } = treeDifference(older, newer);
        const text = (list: Iterable<TreeEntry>) => [...list].map((one) => JSON.stringify(one));
        const [before, after] = [text(entriesOf(older)), text(entriesOf(newer))];
        expect(text(added)).toEqual(expect.arrayContaining(after.filter((one) => !before.includes(one))));
        expect(text(removed)).toEqual(expect.arrayContaining(before.filter((one) => !after.includes(one))));
      }),
    );
  });

  it('refuses bytes that end within an entry', () => {
    const { raw } = treeOf([{ name: 'a', mode: FILE, oid: objectId('blob', Buffer.alloc(0)) }]);
    for (let length = 1; length < raw.length; length += 1) expect(() => decodeTree(raw.subarray(0, length))).toThrow('cut off');
  });
});
