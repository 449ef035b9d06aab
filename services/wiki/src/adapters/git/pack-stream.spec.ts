import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { Missing } from '../../domain/commit-graph.ts';
import type { Repository } from '../../ports/repository.ts';
import { history, repositoryOnDisk, runGit, write } from './git-under-test.fixture.ts';

const bytesOf = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

/** A repository of git's own that takes packs in as a clone does. */
const cloneIn = (folder: string) => {
  mkdirSync(folder);
  runGit(folder, ['init', '--bare', '--quiet']);
  return {
    take: async (repository: Repository, missing: Missing): Promise<void> => {
      const pack = await bytesOf(repository.pack(missing));
      execFileSync('git', ['index-pack', '--stdin', '--fix-thin', '--strict'], { cwd: folder, input: pack, stdio: 'pipe' });
    },
    isWhole: (head: ObjectId): boolean => {
      runGit(folder, ['update-ref', 'refs/heads/main', head]);
      return runGit(folder, ['fsck', '--strict', '--full', '--no-dangling']) === '';
    },
  };
};

/** Packs as commits leave them, packs that were joined, and nothing remembered of either. */
const STATES: readonly (readonly [string, (repository: Repository) => Promise<unknown>])[] = [
  ['fresh', () => Promise.resolve()],
  ['joined', (repository) => repository.consolidate({ minimumPacks: 2 })],
];

describe.each(STATES)('a pack for a clone, from %s packs', (_name, prepare) => {
  it('holds all, and for a fetch what came since', async () => {
    await using disk = await repositoryOnDisk();
    const heads = await history(disk.reopened(), 60);
    await prepare(disk.reopened());
    const repository = disk.reopened({ cacheBytes: 0 });
    const [early, late] = [heads[24] as ObjectId, heads[59] as ObjectId];
    const clone = cloneIn(join(disk.folder, 'clone'));
    await clone.take(repository, { wants: [early], haves: [] });
    expect(clone.isWhole(early)).toBe(true);
    await clone.take(repository, { wants: [late], haves: [early] });
    expect(clone.isWhole(late)).toBe(true);
    const [all, since] = [
      await bytesOf(repository.pack({ wants: [late], haves: [] })),
      await bytesOf(repository.pack({ wants: [late], haves: [early] })),
    ];
    expect(since.length).toBeLessThan(all.length);
    expect((await bytesOf(repository.pack({ wants: [late], haves: [late] }))).readUInt32BE(8)).toBe(0);
  });

  it('ends where the history is to end, with everything that the last commits show', async () => {
    await using disk = await repositoryOnDisk();
    const heads = await history(disk.reopened(), 20);
    await prepare(disk.reopened());
    const clone = cloneIn(join(disk.folder, 'clone'));
    const [edge, head] = [heads[17] as ObjectId, heads[19] as ObjectId];
    writeFileSync(join(disk.folder, 'clone', 'shallow'), `${edge}\n`);
    await clone.take(disk.reopened({ cacheBytes: 0 }), { wants: [head], haves: [], edge: new Set([edge]) });
    expect(clone.isWhole(head)).toBe(true);
    expect(Number(runGit(join(disk.folder, 'clone'), ['rev-list', '--count', head]))).toBe(3);
  });
});

/** What stands in the files after each commit; a file without text is gone. */
type States = readonly Readonly<Record<string, string>>[];

/** Commits that bring the repository from one state to the next. */
const passThrough = async (repository: Repository, states: States): Promise<readonly ObjectId[]> => {
  const who = { name: 'Ada', email: 'ada@wiki.example', time: Date.UTC(2026, 0, 1) };
  const heads: ObjectId[] = [];
  for (const [place, state] of states.entries()) {
    const gone = Object.keys(states[place - 1] ?? {}).filter((path) => !(path in state));
    const changes = [
      ...gone.map((path) => ({ path, delete: true as const })),
      ...Object.entries(state).map(([path, text]) => ({ path, content: Buffer.from(text) })),
    ];
    const parent = heads.at(-1) ?? null;
    heads.push((await repository.commit({ parent, changes, message: `State ${place}`, author: who, committer: who })).commit);
  }
  return heads;
};

/** A few states that come back again and again; no two files have the same content. */
const states: fc.Arbitrary<States> = fc
  .tuple(
    fc.array(fc.dictionary(fc.constantFrom('a.md', 'd/a.md', 'd/b.md', 'e/d/a.md'), fc.constantFrom('1', '2'), { minKeys: 1 }), {
      minLength: 3,
      maxLength: 4,
    }),
    fc.array(fc.nat(3), { minLength: 4, maxLength: 9 }),
  )
  .map(([few, order]) => order.map((place) => few[place % few.length] ?? {}))
  .map((told) => told.map((state) => Object.fromEntries(Object.entries(state).map(([path, text]) => [path, `${path} ${text}`]))));

describe('a pack for a clone of a wiki in which much was taken back', () => {
  it('holds what came with a state that comes again later', async () => {
    await using disk = await repositoryOnDisk();
    const both = { 'a.md': 'a', 'd/b.md': 'b' };
    const heads = await passThrough(disk.reopened(), [{ 'a.md': 'a' }, both, { ...both, 'a.md': 'c' }, both]);
    const head = heads.at(-1) as ObjectId;
    const clone = cloneIn(join(disk.folder, 'clone'));
    await clone.take(disk.reopened({ cacheBytes: 0 }), { wants: [head], haves: [] });
    expect(clone.isWhole(head)).toBe(true);
  });

  it('holds all, whatever came back, and from wherever it is fetched on', async () => {
    await fc.assert(
      fc.asyncProperty(states, fc.nat(), async (told, from) => {
        await using disk = await repositoryOnDisk();
        const heads = await passThrough(disk.reopened(), told);
        const [early, head] = [heads[from % heads.length] as ObjectId, heads.at(-1) as ObjectId];
        const clone = cloneIn(join(disk.folder, 'clone'));
        await clone.take(disk.reopened(), { wants: [early], haves: [] });
        expect(clone.isWhole(early)).toBe(true);
        await clone.take(disk.reopened(), { wants: [head], haves: [early] });
        expect(clone.isWhole(head)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a pack for a clone', () => {
  it('holds folders that are larger than what is read at once', async () => {
    await using disk = await repositoryOnDisk();
    const files = Object.fromEntries(Array.from({ length: 8000 }, (_, place) => [`A page with a rather long name ${place}.md`, '']));
    const head = await write(disk.reopened(), await write(disk.reopened(), null, files), { 'One more.md': '' });
    const clone = cloneIn(join(disk.folder, 'clone'));
    await clone.take(disk.reopened({ cacheBytes: 0 }), { wants: [head], haves: [] });
    expect(clone.isWhole(head)).toBe(true);
  });
});
