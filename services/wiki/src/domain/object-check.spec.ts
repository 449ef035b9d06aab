import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { encodeCommit, objectId, type ObjectType } from './git-object.ts';
import { decodeTree, editTree, EMPTY_TREE, entriesOf, FILE, FOLDER } from './git-tree.ts';
import { objectProblem } from './object-check.ts';
import { treeProblem } from './tree-check.ts';

const oid = objectId('blob', Buffer.from('x'));
const entry = (mode: string, name: string | Buffer, id: string = oid): Buffer =>
  Buffer.concat([Buffer.from(`${mode} `), Buffer.from(name), Buffer.of(0), Buffer.from(id, 'hex')]);
const problemOf = (type: ObjectType, body: Buffer | string): string | undefined =>
  type === 'tree' ? treeProblem(decodeTree(Buffer.from(body))) : objectProblem(type, Buffer.from(body));
const tree = (...entries: readonly Buffer[]): string | undefined => problemOf('tree', Buffer.concat(entries));

describe('a folder that was pushed', () => {
  it('may be any that is written here', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => /^[^\p{C}/\\~.]+$/u.test(text) && !text.includes(':') && text.trim() !== '');
    const made = fc.uniqueArray(fc.record({ name, mode: fc.constantFrom(FILE, FOLDER, '100755') }), { selector: (one) => one.name });
    fc.assert(
      fc.property(made, (entries) => {
        const { raw } = editTree(
          EMPTY_TREE,
          entries.map((one) => ({ name: one.name, entry: { mode: one.mode, oid } })),
        );
        expect(problemOf('tree', raw)).toBeUndefined();
      }),
    );
  });

  const hostile: readonly (readonly [string, readonly Buffer[], RegExp])[] = [
    ['holds a symbolic link', [entry('120000', 'link')], /symbolic link/],
    ['holds a submodule', [entry('160000', 'module')], /submodule/],
    ['holds a file that others may write', [entry('100664', 'file')], /mode 100664/],
    ['pads a mode', [entry('040000', 'folder')], /mode 040000/],
    ['has a mode of its own', [entry('777', 'x')], /mode 777/],
    ['leads out of itself', [entry(FOLDER, '..')], /dots/],
    ['is its own parent', [entry(FOLDER, '.')], /dots/],
    ['has a name with a slash', [entry(FILE, 'a/b')], /slash/],
    ['has an empty name', [entry(FILE, '')], /empty/],
    ['hides a git folder', [entry(FOLDER, '.git')], /git keeps/],
    ['hides a git folder in capitals', [entry(FOLDER, '.GIT')], /git keeps/],
    ['hides a git folder from Windows', [entry(FOLDER, 'git~1')], /git keeps/],
    ['hides a git folder from macOS', [entry(FOLDER, '.g\u200cit')], /git keeps|direction/],
    ['hides a git folder behind a stream', [entry(FOLDER, '.git::$INDEX_ALLOCATION')], /git keeps/],
    ['names submodules', [entry(FILE, '.gitmodules')], /git keeps/],
    ['has a backslash', [entry(FILE, 'a\\b')], /backslash/],
    ['has a control character', [entry(FILE, 'a\u0007b')], /control/],
    ['turns the direction of writing', [entry(FILE, 'a\u202egpj.exe')], /direction/],
    ['has a name that is not UTF-8', [entry(FILE, Buffer.from([0xff, 0xfe]))], /UTF-8/],
    ['has a name without end', [entry(FILE, 'x'.repeat(256))], /255 bytes/],
    ['names no object', [entry(FILE, 'a', '0'.repeat(40))], /no object/],
    ['holds a name twice', [entry(FILE, 'a'), entry(FILE, 'a')], /twice/],
    ['holds a file and a folder of one name', [entry(FILE, 'a'), entry(FILE, 'a.b'), entry(FOLDER, 'a')], /twice/],
    ['is out of order', [entry(FILE, 'b'), entry(FILE, 'a')], /order/],
    ['orders folders like files', [entry(FOLDER, 'a'), entry(FILE, 'a.b')], /order/],
    ['has no mode', [Buffer.concat([Buffer.from('a-name-without-mode\0'), Buffer.alloc(20, 1)])], /mode/],
    ['has a space and no mode', [entry('', 'a')], /mode/],
  ];

  it.each([Buffer.from('100644 abc'), entry(FILE, 'a').subarray(0, -1), Buffer.alloc(19)])('is no folder when it is cut off', (bytes) => {
    expect(() => tree(bytes)).toThrow(/cut off/);
  });

  it.each(hostile)('is refused when it %s', (_title, entries, said) => {
    expect(tree(...entries)).toMatch(said);
  });

  it('equals what would be written here, or is refused, whatever bytes it has', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
      fc
        .tuple(fc.constantFrom(FILE, FOLDER, '100755', '040000', '1', ''), fc.string({ unit: 'binary', maxLength: 4 }))
        .map(([mode, name]) => entry(mode, name)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const raw = Buffer.concat(pieces);
        try {
          const decoded = decodeTree(raw);
          if (treeProblem(decoded) !== undefined) return;
          const again = editTree(
            EMPTY_TREE,
            [...entriesOf(decoded)].map((one) => ({ name: one.name, entry: one })),
          );
          expect(again.raw.equals(raw)).toBe(true);
        } catch (error) {
          expect(String(error)).toMatch(/cut off/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

const who = { name: 'Ada', email: 'ada@example.org', time: 0 };
const head = `tree ${oid}\nauthor Ada <a@b> 1 +0000\ncommitter Ada <a@b> 1 +0000\n`;

describe('a commit that was pushed', () => {
  it('may be any that is written here, and what git adds', () => {
    const written = encodeCommit({ tree: oid, parents: [oid, oid], author: who, committer: who, message: 'Hello' });
    expect(problemOf('commit', written)).toBeUndefined();
    expect(problemOf('commit', `${head}\n`)).toBeUndefined();
    expect(problemOf('commit', head)).toBeUndefined();
    expect(problemOf('commit', `${head}encoding ISO-8859-1\ngpgsig -----BEGIN\n \n tree x\n -----END\n\nparent of all\n`)).toBeUndefined();
  });

  it.each([
    ['has no tree', head.slice(46)],
    ['has two trees', `tree ${oid}\n${head}\n`],
    ['names a parent behind its author', `${head}parent ${oid}\n\nx`],
    ['names a parent that is none', head.replace('\n', '\nparent x\n')],
    ['has no committer', `tree ${oid}\nauthor Ada <a@b> 1 +0000\n\nx`],
    ['has an author without an address', head.replace('<a@b>', '')],
    ['has an author with two addresses', head.replace('<a@b>', '<a@b> <c@d>')],
    ['has a padded date', head.replace(' 1 ', ' 01 ')],
    ['has an endless date', head.replace(' 1 ', ` ${'9'.repeat(20)} `)],
    ['has no time zone', head.replace('+0000', '0000')],
    ['holds a zero byte', `${head}\na\0b`],
    ['is nothing', ''],
    ['never ends', `${head}\n${'x'.repeat(1024 * 1024)}`],
  ])('is refused when it %s', (_title, text) => {
    expect(problemOf('commit', text)).toEqual(expect.any(String));
  });

  it('is no place where a tag or a file beyond measure hides', () => {
    expect(problemOf('tag', 'object x')).toMatch(/tags/);
    expect(problemOf('blob', Buffer.alloc(10 * 1024 * 1024 + 1))).toMatch(/limit/);
    expect(problemOf('blob', '')).toBeUndefined();
  });
});
