import { describe, expect, it } from '@jest/globals';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import fc from 'fast-check';
import { ada, all, commit, contentOf, erase, MISSING, textOf, write, type Stage } from './repository.fixture.ts';

export const commitSuite = (stage: () => Stage): void => {
  describe('a commit', () => {
    it('holds the files that were written', async () => {
      const { repository } = stage();
      const { commit: head, files } = await commit(repository, null, write('Home.md', 'home'), write('Meta/About.md', 'about'));
      expect(textOf((await repository.readFile(head, 'Meta/About.md'))?.content)).toBe('about');
      expect(files.map(({ path, size }) => [path, size])).toEqual([
        ['Home.md', 4],
        ['Meta/About.md', 5],
      ]);
      expect((await repository.readFile(head, 'Home.md'))?.oid).toBe(files[0]?.oid);
    });

    it('keeps what it does not name, and leaves its parent as it was', async () => {
      const { repository } = stage();
      const first = await commit(repository, null, write('a.md', '1'), write('b/c.md', '2'), write('b/d.md', '3'));
      const second = await commit(repository, first.commit, write('b/c.md', 'new'), erase('a.md'));
      expect([...(await contentOf(repository, second.commit))]).toEqual([
        ['b/c.md', 'new'],
        ['b/d.md', '3'],
      ]);
      expect((await contentOf(repository, first.commit)).get('b/c.md')).toBe('2');
    });

    it('puts a file that it has already at another place by its id', async () => {
      const { repository } = stage();
      const first = await commit(repository, null, write('a.png', 'picture'), write('b.md', '2'));
      const blob = first.files[0]?.oid as ObjectId; // it was just written
      const { commit: head, files } = await commit(repository, first.commit, erase('a.png'), { path: 'c/d.png', blob, size: 7 });
      expect([...(await contentOf(repository, head))]).toEqual([
        ['b.md', '2'],
        ['c/d.png', 'picture'],
      ]);
      expect(files[1]).toEqual({ path: 'c/d.png', oid: blob, size: 7 });
    });

    it('drops folders that have become empty', async () => {
      const { repository } = stage();
      const first = await commit(repository, null, write('a.md', '1'), write('b/c/d.md', '2'));
      const second = await commit(repository, first.commit, erase('b/c/d.md'));
      expect(second.tree).toBe((await commit(repository, null, write('a.md', '1'))).tree);
      const third = await commit(repository, second.commit, erase('a.md'));
      expect(await contentOf(repository, third.commit)).toEqual(new Map());
      expect((await commit(repository, third.commit, write('x.md', 'x'))).files).toHaveLength(1);
    });

    it('makes an equal tree when nothing changes', async () => {
      const { repository } = stage();
      const first = await commit(repository, null, write('a.md', '1'));
      const second = await commit(repository, first.commit, write('a.md', '1'), erase('never/was.md'));
      expect(second.tree).toBe(first.tree);
      expect(second.commit).not.toBe(first.commit);
    });

    it('can be rehearsed: the answer is the same, and nothing is there afterwards', async () => {
      const { repository } = stage();
      const { commit: head } = await commit(repository, null, write('a', 'file'));
      const input = { parent: head, changes: [write('b', 'new')], message: 'A change', author: ada, committer: ada };
      const rehearsed = await repository.rehearse(input);
      const blob = rehearsed.files[0]?.oid;
      expect([await repository.commitsAmong([rehearsed.commit]), blob && (await repository.readBlob(blob))]).toEqual([[], undefined]);
      await expect(repository.rehearse({ ...input, changes: [write('a/x', '')] })).rejects.toMatchObject({ name: 'PathClash', path: 'a' });
      expect(await repository.commit(input)).toEqual(rehearsed);
    });

    it('refuses a file and a folder in one place, unless one of them goes', async () => {
      const { repository } = stage();
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
      await expect(commit(stage().repository, null, write(path, ''))).rejects.toMatchObject({ name: 'InvalidPath' });
    });

    it('refuses one path twice, and an unknown parent', async () => {
      const { repository } = stage();
      await expect(commit(repository, null, write('a', '1'), erase('a'))).rejects.toMatchObject({ name: 'InvalidPath' });
      await expect(commit(repository, MISSING, write('a', '1'))).rejects.toMatchObject({ name: 'ObjectMissing', oid: MISSING });
    });

    it('stores who, when and why without what git cannot hold', async () => {
      const { repository } = stage();
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
      const { repository } = stage();
      const { commit: head } = await commit(repository, null, write('a.md', '1'));
      const prepared = await Promise.all(Array.from({ length: 20 }, (_, i) => commit(repository, head, write(`${i}.md`, `${i}`))));
      for (const [i, one] of prepared.entries()) expect((await contentOf(repository, one.commit)).get(`${i}.md`)).toBe(`${i}`);
    });

    it('follows any history of changes', async () => {
      const { repository } = stage();
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
};
