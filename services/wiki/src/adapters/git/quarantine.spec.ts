import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import * as fc from 'fast-check';
import { objectId } from '../../domain/git-object.ts';
import { editTree, EMPTY_TREE, FOLDER } from '../../domain/git-tree.ts';
import { PACK_LIMITS } from '../../domain/push-limits.ts';
import { PackRefused, type PackLimits, type Repository } from '../../ports/repository.ts';
import { history, repositoryOnDisk, runGit, textAt, write } from './git-under-test.fixture.ts';
import { deltaOf, difference, inChunks, nearDifference, packOf, sealed, whole } from './pushed-pack.fixture.ts';

type Disk = Awaited<ReturnType<typeof repositoryOnDisk>>;

/** Anew, but leaving alone what others are still at. */
const opened = (disk: Disk): Repository => disk.reopened({ unfinishedFor: 60_000 });

/** A pack made by git of everything that one commit brings beyond another. */
const packFrom = (gitdir: string, [from, to]: readonly [string, string], options: readonly string[]): Buffer => {
  const input = `${to}\n^${from}\n`;
  return execFileSync('git', ['pack-objects', '--revs', '--stdout', '-q', ...options], {
    cwd: gitdir,
    input,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
};

const unfinished = (disk: Disk): readonly string[] => readdirSync(disk.packs).filter((file) => file.startsWith('tmp_'));

const refusal = async (disk: Disk, pack: Buffer, limits: PackLimits = PACK_LIMITS): Promise<string> => {
  const before = readdirSync(disk.packs);
  const error = await disk
    .reopened()
    .receive(inChunks(pack), limits)
    .then(
      () => undefined,
      (fault: unknown) => fault,
    );
  expect(error).toBeInstanceOf(PackRefused);
  expect(readdirSync(disk.packs)).toEqual(before);
  return (error as PackRefused).message;
};

/** Two repositories that share the first commits; the other one goes on. */
const ahead = async (count: number, more: number) => {
  const [mine, theirs] = [await repositoryOnDisk(), await repositoryOnDisk()];
  const heads = await history(opened(theirs), count + more);
  await history(opened(mine), count);
  return { mine, theirs, from: heads[count - 1] as ObjectId, to: heads.at(-1) as ObjectId, brought: heads.slice(count) };
};

describe('a pack in quarantine', () => {
  it.each([[['--thin']], [['--delta-base-offset']], [['--no-reuse-delta', '--depth=50']], [[]]])(
    'made by git with %j is kept as a pack of our own',
    async (options) => {
      const { mine, theirs, from, to, brought } = await ahead(30, 12);
      await using _mine = mine;
      await using _theirs = theirs;
      const repository = opened(mine);
      {
        await using quarantine = await repository.receive(inChunks(packFrom(theirs.gitdir, [from, to], options)), PACK_LIMITS);
        const commits = { commits: brought, known: new Set([from]) };
        expect(await quarantine.isComplete(commits)).toBe(true);
        expect(await opened(mine).commitsAmong([to])).toEqual([]);
        expect((await quarantine.links(to)).parents).toEqual([brought.at(-2)]);
        await quarantine.keep(commits);
        await quarantine.keep(commits);
      }
      expect(unfinished(mine)).toEqual([]);
      await repository.advance(to, 1);
      expect(mine.git('fsck', '--strict', '--full', '--no-dangling')).toBe('');
      expect(mine.git('rev-list', '--count', 'main')).toBe('42');
      expect(await textAt(opened(mine), to, 'Page 1.md')).toBe(await textAt(opened(theirs), to, 'Page 1.md'));
      expect(mine.git('count-objects', '-v')).toMatch(/^packs: 31$/m);
    },
  );

  it('leaves behind what no commit of the push needs', async () => {
    await using disk = await repositoryOnDisk();
    const from = await write(opened(disk), null, { a: '1' });
    const orphan = whole('blob', Buffer.from('nobody names me'));
    await using quarantine = await opened(disk).receive(inChunks(packOf([orphan])), PACK_LIMITS);
    await quarantine.keep({ commits: [], known: new Set([from]) });
    expect(await opened(disk).readBlob(objectId('blob', Buffer.from('nobody names me')))).toBeUndefined();
  });

  it('tells which files differ and how large a commit is', async () => {
    const { mine, theirs, from, to } = await ahead(4, 3);
    await using _mine = mine;
    await using _theirs = theirs;
    await using quarantine = await opened(mine).receive(inChunks(packFrom(theirs.gitdir, [from, to], ['--thin'])), PACK_LIMITS);
    const changed: string[] = [];
    for await (const { path, before, after } of quarantine.changes(from, to))
      changed.push(`${before ? 'changed' : 'new'} ${path} ${after?.length}`);
    const listed = runGit(theirs.gitdir, ['diff-tree', '-r', '--name-status', from, to]).split('\n');
    expect(changed).toEqual(listed.map((line) => `${line.startsWith('A') ? 'new' : 'changed'} ${line.slice(2)} 40`));
    const files = runGit(theirs.gitdir, ['ls-tree', '-r', '--name-only', to]).split('\n');
    expect(await quarantine.measure(to)).toEqual({ files: files.length, depth: 3 });
  });

  it('is not complete when a file, a folder or a parent is lacking, or is something else than it is named', async () => {
    await using disk = await repositoryOnDisk();
    const from = await write(opened(disk), null, { a: '1' });
    const blob = objectId('blob', Buffer.from('1'));
    const treeWith = (oid: ObjectId, mode: string): Buffer => editTree(EMPTY_TREE, [{ name: 'x', entry: { mode, oid } }]).raw;
    const commitOf = (tree: ObjectId, parent: ObjectId): Buffer =>
      Buffer.from(`tree ${tree}\nparent ${parent}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nx\n`);
    const nowhere = objectId('blob', Buffer.from('nowhere'));
    const cases = [treeWith(nowhere, '100644'), treeWith(nowhere, FOLDER), treeWith(blob, FOLDER), treeWith(from, '100644')];
    for (const tree of cases) {
      const commit = commitOf(objectId('tree', tree), from);
      await using quarantine = await opened(disk).receive(inChunks(packOf([whole('tree', tree), whole('commit', commit)])), PACK_LIMITS);
      expect(await quarantine.isComplete({ commits: [objectId('commit', commit)], known: new Set([from]) })).toBe(false);
    }
  });
});

const text = Buffer.from('a text that is long enough to be copied from');
const base = objectId('blob', text);

describe('a pack that is refused', () => {
  const cases: readonly (readonly [string, () => Buffer, RegExp])[] = [
    ['is nothing', () => Buffer.alloc(0), /cut off/],
    ['is something else', () => sealed(Buffer.from('hello, this is no pack at all')), /no pack/],
    ['is of another version', () => sealed(Buffer.from('PACK\0\0\0\u0009\0\0\0\0')), /no pack/],
    ['has another checksum', () => Buffer.concat([packOf([whole('blob', text)]).subarray(0, -1), Buffer.of(0)]), /damaged/],
    ['says it holds more', () => packOf([whole('blob', text)], 2), /damaged/],
    ['says it holds less', () => packOf([whole('blob', text), whole('blob', text)], 1), /more than it says/],
    ['says it holds millions', () => packOf([], 0xffffffff), /objects/],
    ['has objects of no type', () => packOf([Buffer.from([0x50, 1, 2, 3])]), /damaged/],
    ['says a size that is too small', () => packOf([whole('blob', text, 3)]), /damaged/],
    ['says a size that is too large', () => packOf([whole('blob', text, 3000)]), /damaged/],
    ['says a size beyond measure', () => packOf([whole('blob', text, 2 ** 50)]), /limit/],
    ['blows up when it is inflated', () => packOf([whole('blob', Buffer.alloc(64 * 1024 * 1024))]), /limit/],
    [
      'blows up when a difference is applied',
      () => packOf([whole('blob', text), difference(base, deltaOf(text.length, 2 ** 40, 0x90, 1))]),
      /limit/,
    ],
    ['holds a difference of nothing', () => packOf([difference(base, deltaOf(text.length, 1, 0x90, 1))]), /nowhere/],
    ['holds a difference of itself', () => packOf([nearDifference(0, deltaOf(1, 1, 0x90, 1))]), /nowhere/],
    ['holds a difference of what is no entry', () => packOf([whole('blob', text), nearDifference(3, deltaOf(1, 1, 0x90, 1))]), /nowhere/],
    ['copies from beyond a base', () => packOf([whole('blob', text), difference(base, deltaOf(text.length, 9, 0x91, 99, 9))]), /damaged/],
    ['makes less than it says', () => packOf([whole('blob', text), difference(base, deltaOf(text.length, 9, 0x90, 1))]), /damaged/],
    ['ends in an instruction', () => packOf([whole('blob', text), difference(base, deltaOf(text.length, 9, 0x91))]), /damaged/],
    ['has a difference of another size', () => packOf([whole('blob', text), difference(base, deltaOf(7, 1, 0x90, 1))]), /damaged/],
    ['holds a tag', () => packOf([whole('tag', Buffer.from('object x'))]), /tags/],
    [
      'holds a folder that leads out',
      () => packOf([whole('tree', Buffer.concat([Buffer.from('40000 ..\0'), Buffer.alloc(20, 1)]))]),
      /dots/,
    ],
    ['holds a commit of nothing', () => packOf([whole('commit', Buffer.from('hello'))]), /commit/],
  ];

  it.each(cases)('%s', async (_title, pack, said) => {
    await using disk = await repositoryOnDisk();
    expect(await refusal(disk, pack())).toMatch(said);
  });

  it('takes more of something than is granted', async () => {
    await using disk = await repositoryOnDisk();
    const pack = packOf(Array.from({ length: 50 }, (_, place) => whole('blob', Buffer.alloc(10_000, place))));
    expect(await refusal(disk, pack, { ...PACK_LIMITS, bytes: 100 })).toMatch(/MiB/);
    expect(await refusal(disk, pack, { ...PACK_LIMITS, objects: 49 })).toMatch(/49/);
    expect(await refusal(disk, pack, { ...PACK_LIMITS, objectBytes: 9999 })).toMatch(/9999/);
    expect(await refusal(disk, pack, { ...PACK_LIMITS, workBytes: 100_000 })).toMatch(/fewer commits/);
  });

  it('never leads to anything but a refusal, whatever byte is changed', async () => {
    await using disk = await repositoryOnDisk();
    const repository = opened(disk);
    const heads = await history(repository, 12);
    const pack = packFrom(disk.gitdir, [heads[5] ?? '', heads.at(-1) ?? ''], ['--thin']).subarray(0, -20);
    const change = fc.record({ at: fc.nat(pack.length - 1), byte: fc.nat(255), cut: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        let changed = Buffer.from(pack);
        for (const { at, byte, cut } of changes) {
          const place = at % changed.length;
          changed = Buffer.concat([changed.subarray(0, place), Buffer.of(byte), changed.subarray(place + cut)]);
        }
        try {
          await using quarantine = await repository.receive(inChunks(sealed(changed)), PACK_LIMITS);
          expect(quarantine).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(PackRefused);
        }
        expect(unfinished(disk)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('does not come from a fault of ours', async () => {
    await using disk = await repositoryOnDisk();
    async function* broken(): AsyncIterable<Buffer> {
      yield Buffer.from('PACK');
      throw new Error('the line went dead');
    }
    await expect(opened(disk).receive(broken(), PACK_LIMITS)).rejects.toThrow('the line went dead');
    expect(unfinished(disk)).toEqual([]);
  });
});
