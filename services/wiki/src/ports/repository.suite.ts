import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { WikiId } from '@wikibot/contracts/define/ids';
import fc from 'fast-check';
import type { FileChange } from '../domain/file-changes.ts';
import type { Repositories, Repository } from './repository.ts';

export interface RepositoriesUnderTest {
  readonly repositories: Repositories;
  readonly close: () => Promise<void>;
}

const wiki = (number: number) => WikiId.parse(`wik_${String(number).padStart(32, '0')}`);
const ada = { name: 'Ada', email: 'ada@wiki.example', time: Date.UTC(2026, 0, 2, 3, 4, 5) };
const MISSING = '0123456789012345678901234567890123456789' as ObjectId;

const write = (path: string, text: string): FileChange => ({ path, content: Buffer.from(text) });
const erase = (path: string): FileChange => ({ path, delete: true });
const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

const commit = (repository: Repository, parent: ObjectId | null, ...changes: readonly FileChange[]) =>
  repository.commit({ parent, changes, message: 'A change', author: ada, committer: ada });

const all = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

const contentOf = async (repository: Repository, head: ObjectId) => {
  const found = new Map<string, string | undefined>();
  for await (const { path, oid } of repository.list(head)) found.set(path, textOf(await repository.readBlob(oid)));
  return found;
};

/** What every adapter of the port promises. */
export const repositorySuite = (name: string, make: () => Promise<RepositoriesUnderTest>): void => {
  describe(`repositories: ${name}`, () => {
    let under: RepositoriesUnderTest;
    let repository: Repository;
    let number = 0;
    beforeAll(async () => {
      under = await make();
    });
    beforeEach(async () => {
      number += 1;
      await under.repositories.create(wiki(number));
      repository = under.repositories.open(wiki(number));
    });
    afterAll(() => under.close());

    describe('a commit', () => {
      it('holds the files that were written', async () => {
        const { commit: head, files } = await commit(repository, null, write('Home.md', 'home'), write('Meta/About.md', 'about'));
        expect(textOf((await repository.readFile(head, 'Meta/About.md'))?.content)).toBe('about');
        expect(files.map(({ path, size }) => [path, size])).toEqual([
          ['Home.md', 4],
          ['Meta/About.md', 5],
        ]);
        expect((await repository.readFile(head, 'Home.md'))?.oid).toBe(files[0]?.oid);
      });

      it('keeps what it does not name, and leaves its parent as it was', async () => {
        const first = await commit(repository, null, write('a.md', '1'), write('b/c.md', '2'), write('b/d.md', '3'));
        const second = await commit(repository, first.commit, write('b/c.md', 'new'), erase('a.md'));
        expect([...(await contentOf(repository, second.commit))]).toEqual([
          ['b/c.md', 'new'],
          ['b/d.md', '3'],
        ]);
        expect((await contentOf(repository, first.commit)).get('b/c.md')).toBe('2');
      });

      it('drops folders that have become empty', async () => {
        const first = await commit(repository, null, write('a.md', '1'), write('b/c/d.md', '2'));
        const second = await commit(repository, first.commit, erase('b/c/d.md'));
        expect(second.tree).toBe((await commit(repository, null, write('a.md', '1'))).tree);
        const third = await commit(repository, second.commit, erase('a.md'));
        expect(await contentOf(repository, third.commit)).toEqual(new Map());
        expect((await commit(repository, third.commit, write('x.md', 'x'))).files).toHaveLength(1);
      });

      it('makes an equal tree when nothing changes', async () => {
        const first = await commit(repository, null, write('a.md', '1'));
        const second = await commit(repository, first.commit, write('a.md', '1'), erase('never/was.md'));
        expect(second.tree).toBe(first.tree);
        expect(second.commit).not.toBe(first.commit);
      });

      it('refuses a file and a folder in one place, unless one of them goes', async () => {
        const { commit: head } = await commit(repository, null, write('a', 'file'), write('b/c', 'file'));
        await expect(commit(repository, head, write('a/x', ''))).rejects.toMatchObject({ name: 'PathClash', path: 'a' });
        await expect(commit(repository, head, write('b', ''))).rejects.toMatchObject({ name: 'PathClash', path: 'b' });
        await expect(commit(repository, null, write('n/a', ''), write('n/a/b', ''))).rejects.toMatchObject({ path: 'n/a' });
        const swapped = await commit(repository, head, erase('a'), write('a/x', 'in'), erase('b/c'), write('b', 'out'));
        expect([...(await contentOf(repository, swapped.commit))]).toEqual([
          ['a/x', 'in'],
          ['b', 'out'],
        ]);
        expect(await contentOf(repository, (await commit(repository, head, erase('a/x'))).commit)).toHaveProperty('size', 2);
      });

      it.each([
        '',
        '/a',
        'a//b',
        'a/',
        '.',
        'a/../b',
        './a',
        '.git/config',
        'a/.GIT/x',
        'a/.git./x',
        'git~1/x',
        '.g\u200cit/x',
        'a\0b',
        'a\\b',
        '.gitmodules',
        '\ud800',
        'x'.repeat(300),
      ])('refuses the path %j', async (path) => {
        await expect(commit(repository, null, write(path, ''))).rejects.toMatchObject({ name: 'InvalidPath' });
      });

      it('refuses one path twice, and an unknown parent', async () => {
        await expect(commit(repository, null, write('a', '1'), erase('a'))).rejects.toMatchObject({ name: 'InvalidPath' });
        await expect(commit(repository, MISSING, write('a', '1'))).rejects.toMatchObject({ name: 'ObjectMissing', oid: MISSING });
      });

      it('stores who, when and why without what git cannot hold', async () => {
        const author = { name: ' <b>Eve\n\0</b>. ', email: 'eve @<x>\n', time: 1_700_000_000_999 };
        const input = {
          parent: null,
          changes: [],
          message: '\r\n\nWhy\r\nnot\0\u001b[0m?\n\n\n',
          author,
          committer: { ...ada, name: '\n' },
        };
        const { commit: head } = await repository.commit(input);
        const [entry] = await all(repository.log(head, 1));
        expect(entry).toMatchObject({
          message: 'Why\nnot[0m?\n',
          author: { name: 'b Eve /b', email: 'eve@x', time: 1_700_000_000_000 },
          committer: { name: 'unknown', time: ada.time },
          parents: [],
        });
      });

      it('may be prepared many times on one head', async () => {
        const { commit: head } = await commit(repository, null, write('a.md', '1'));
        const prepared = await Promise.all(Array.from({ length: 20 }, (_, i) => commit(repository, head, write(`${i}.md`, `${i}`))));
        for (const [i, one] of prepared.entries()) expect((await contentOf(repository, one.commit)).get(`${i}.md`)).toBe(`${i}`);
      });

      it('follows any history of changes', async () => {
        const path = fc.constantFrom('a', 'b/a', 'b/b', 'b-', 'b.md', 'c/d/e', 'c/d/f', 'c/e', 'ü/ß');
        const change = fc.record({ path, text: fc.option(fc.string({ maxLength: 5 })) });
        const history = fc.array(fc.uniqueArray(change, { maxLength: 4, selector: (one) => one.path }), { maxLength: 6 });
        await fc.assert(
          fc.asyncProperty(history, async (steps) => {
            const expected = new Map<string, string>();
            let head: ObjectId | null = null;
            for (const step of steps) {
              for (const { path: at, text } of step) text === null ? expected.delete(at) : expected.set(at, text);
              const changes = step.map(({ path: at, text }) => (text === null ? erase(at) : write(at, text)));
              head = (await commit(repository, head, ...changes)).commit;
            }
            if (head !== null) expect(await contentOf(repository, head)).toEqual(expected);
          }),
          { numRuns: 25 },
        );
      });
    });

    describe('reading', () => {
      it('answers nothing for what is not there', async () => {
        const { commit: head } = await commit(repository, null, write('a/b.md', '1'));
        expect(await repository.readFile(head, 'a')).toBeUndefined();
        expect(await repository.readFile(head, 'a/b.md/c')).toBeUndefined();
        expect(await repository.readFile(head, 'x/y')).toBeUndefined();
        expect(await repository.readBlob(MISSING)).toBeUndefined();
        expect(await repository.readBlob(head)).toBeUndefined();
        await expect(repository.readFile(MISSING, 'a')).rejects.toMatchObject({ name: 'ObjectMissing' });
      });

      it('gives content back byte for byte, however large', async () => {
        const content = Buffer.alloc(3_000_000, 'binary \u0000 \u00ff');
        const { commit: head } = await commit(repository, null, { path: 'big.bin', content }, { path: 'empty', content: Buffer.alloc(0) });
        const again = under.repositories.open(wiki(number));
        expect(content.equals((await again.readFile(head, 'big.bin'))?.content ?? Buffer.alloc(0))).toBe(true);
        expect((await again.readFile(head, 'empty'))?.content).toHaveLength(0);
      });

      it('never shows what another wiki holds', async () => {
        const { files } = await commit(repository, null, write('secret.md', 'of one wiki only'));
        await under.repositories.create(wiki(9_000 + number));
        const other = under.repositories.open(wiki(9_000 + number));
        expect(await other.readBlob(files[0]?.oid ?? MISSING)).toBeUndefined();
      });
    });

    describe('resolving a path', () => {
      const keyOf = (segment: string) => segment.toLowerCase().replaceAll('_', ' ');

      it('finds the spelling that is there', async () => {
        const { commit: head } = await commit(repository, null, write('Meta/Page_Template.md', ''), write('home.md', ''));
        expect(await repository.resolve(head, 'meta/page template.MD', keyOf)).toBe('Meta/Page_Template.md');
        expect(await repository.resolve(head, 'Home.md', keyOf)).toBe('home.md');
        expect(await repository.resolve(head, 'Meta', keyOf)).toBeUndefined();
        expect(await repository.resolve(head, 'home.md/x', keyOf)).toBeUndefined();
      });

      it('prefers the exact spelling, and looks into every folder that fits', async () => {
        const { commit: head } = await commit(repository, null, write('a/x', ''), write('A/y', ''), write('b', ''), write('B', ''));
        expect(await repository.resolve(head, 'b', keyOf)).toBe('b');
        expect(await repository.resolve(head, 'B', keyOf)).toBe('B');
        expect(await repository.resolve(head, 'A/X', keyOf)).toBe('a/x');
        expect(await repository.resolve(head, 'a/Y', keyOf)).toBe('A/y');
      });

      it('follows names that come and go', async () => {
        let head = (await commit(repository, null, write('One.md', ''), write('d/Two.md', ''))).commit;
        expect(await repository.resolve(head, 'one.md', keyOf)).toBe('One.md');
        expect(await repository.resolve(head, 'D/two.md', keyOf)).toBe('d/Two.md');
        for (let i = 0; i < 300; i += 1) head = (await commit(repository, head, write(`N${i}.md`, ''))).commit;
        head = (await commit(repository, head, erase('One.md'), write('ONE.md', ''), erase('d/Two.md'))).commit;
        expect(await repository.resolve(head, 'one.md', keyOf)).toBe('ONE.md');
        expect(await repository.resolve(head, 'd/two.md', keyOf)).toBeUndefined();
        expect(await repository.resolve(head, 'n7.md', keyOf)).toBe('N7.md');
        expect(await repository.resolve(head, 'n299.md', keyOf)).toBe('N299.md');
      });
    });

    describe('the branch', () => {
      it('follows the newest head in the order of the caller', async () => {
        expect(await repository.head()).toBeUndefined();
        const [one, two] = [await commit(repository, null, write('a', '1')), await commit(repository, null, write('a', '2'))];
        await Promise.all([repository.advance(two.commit, 8), repository.advance(one.commit, 7)]);
        expect(await repository.head()).toBe(two.commit);
        await repository.advance(one.commit, 3);
        expect(await repository.head()).toBe(two.commit);
        await repository.advance(one.commit, 9);
        expect(await repository.head()).toBe(one.commit);
      });
    });

    describe('the log', () => {
      it('runs from the newest commit to older ones', async () => {
        const first = await commit(repository, null, write('a', '1'));
        const second = await commit(repository, first.commit, write('a', '2'));
        const log = await all(repository.log(second.commit, 10));
        expect(log.map(({ oid }) => oid)).toEqual([second.commit, first.commit]);
        expect(await all(repository.log(second.commit, 1))).toHaveLength(1);
      });
    });

    describe('consolidation', () => {
      it('changes nothing that is read, whenever it runs', async () => {
        let head: ObjectId | null = null;
        const heads: { head: ObjectId; content: Map<string, string | undefined> }[] = [];
        for (let i = 0; i < 30; i += 1) {
          const text = `${'line\n'.repeat(50)}${i % 7}\n${'more\n'.repeat(50)}`;
          head = (await commit(repository, head, write(`page ${i % 5}.md`, text), write(`d/${i}.md`, `${i}`))).commit;
          heads.push({ head, content: await contentOf(repository, head) });
          if (i % 10 === 9) await repository.consolidate({ minimumPacks: 2, grace: i === 19 ? -1000 : 60_000 });
        }
        for (const one of heads) expect(await contentOf(repository, one.head)).toEqual(one.content);
      });

      it('leaves few packs alone', async () => {
        const { commit: head } = await commit(repository, null, write('a', '1'));
        await commit(repository, head, write('a', '2'));
        expect(await repository.consolidate()).toEqual({ joined: 0, deleted: 0 });
      });
    });

    describe('a repository', () => {
      it('is created once, however often one asks', async () => {
        const { commit: head } = await commit(repository, null, write('a', '1'));
        await repository.advance(head, 1);
        await under.repositories.create(wiki(number));
        expect(await under.repositories.open(wiki(number)).head()).toBe(head);
      });

      it('is gone when removed, and may be removed again', async () => {
        const { commit: head } = await commit(repository, null, write('a', '1'));
        await under.repositories.remove(wiki(number));
        await under.repositories.remove(wiki(number));
        await under.repositories.create(wiki(number));
        await expect(under.repositories.open(wiki(number)).readFile(head, 'a')).rejects.toMatchObject({ name: 'ObjectMissing' });
      });
    });
  });
};
