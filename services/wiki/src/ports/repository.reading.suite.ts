import { describe, expect, it } from '@jest/globals';
import { all, commit, erase, MISSING, write, type Stage } from './repository.fixture.ts';

export const readingSuite = (stage: () => Stage): void => {
  describe('reading', () => {
    it('answers nothing for what is not there', async () => {
      const { repository } = stage();
      const { commit: head } = await commit(repository, null, write('a/b.md', '1'));
      expect(await repository.readFile(head, 'a')).toBeUndefined();
      expect(await repository.readFile(head, 'a/b.md/c')).toBeUndefined();
      expect(await repository.readFile(head, 'x/y')).toBeUndefined();
      expect(await repository.fileId(head, 'a')).toBeUndefined();
      expect(await repository.fileId(head, 'x/y')).toBeUndefined();
      expect(await repository.readBlob(MISSING)).toBeUndefined();
      expect(await repository.readBlob(head)).toBeUndefined();
      await expect(repository.readFile(MISSING, 'a')).rejects.toMatchObject({ name: 'ObjectMissing' });
    });

    it('gives content back byte for byte, however large', async () => {
      const { repository } = stage();
      const content = Buffer.alloc(3_000_000, 'binary \u0000 \u00ff');
      const { commit: head } = await commit(repository, null, { path: 'big.bin', content }, { path: 'empty', content: Buffer.alloc(0) });
      const again = stage().repositories.open(stage().wikiId);
      expect(content.equals((await again.readFile(head, 'big.bin'))?.content ?? Buffer.alloc(0))).toBe(true);
      expect((await again.readFile(head, 'empty'))?.content).toHaveLength(0);
      expect(await again.fileId(head, 'big.bin')).toBe((await again.readFile(head, 'big.bin'))?.oid);
    });

    it('never shows what another wiki holds', async () => {
      const { repository } = stage();
      const { files } = await commit(repository, null, write('secret.md', 'of one wiki only'));
      await stage().repositories.create(stage().otherId);
      const other = stage().repositories.open(stage().otherId);
      expect(await other.readBlob(files[0]?.oid ?? MISSING)).toBeUndefined();
    });
  });

  describe('comparing commits', () => {
    it('finds the files that differ, in folders too, and looks at nothing else', async () => {
      const { repository } = stage();
      const first = await commit(repository, null, write('a.md', '1'), write('d/b.md', '1'), write('d/same.md', '1'), write('e', '1'));
      const second = await commit(
        repository,
        first.commit,
        write('a.md', '2'),
        erase('d/b.md'),
        write('d/c.md', '1'),
        erase('e'),
        write('e/f', '1'),
      );
      const one = first.files[1]?.oid;
      expect(await all(repository.changes(first.commit, second.commit))).toEqual([
        { path: 'a.md', before: one, after: second.files[0]?.oid },
        { path: 'd/b.md', before: one, after: undefined },
        { path: 'd/c.md', before: undefined, after: one },
        { path: 'e', before: one, after: undefined },
        { path: 'e/f', before: undefined, after: one },
      ]);
      expect(await all(repository.changes(second.commit, second.commit))).toEqual([]);
      expect((await all(repository.changes(null, first.commit))).map(({ path }) => path)).toEqual(['a.md', 'd/b.md', 'd/same.md', 'e']);
      await expect(all(repository.changes(MISSING, first.commit))).rejects.toMatchObject({ name: 'ObjectMissing' });
    });
  });

  describe('resolving a path', () => {
    const keyOf = (segment: string) => segment.toLowerCase().replaceAll('_', ' ');

    it('finds the spelling that is there', async () => {
      const { repository } = stage();
      const { commit: head } = await commit(repository, null, write('Meta/Page_Template.md', ''), write('home.md', ''));
      expect(await repository.resolve(head, 'meta/page template.MD', keyOf)).toBe('Meta/Page_Template.md');
      expect(await repository.resolve(head, 'Home.md', keyOf)).toBe('home.md');
      expect(await repository.resolve(head, 'Meta', keyOf)).toBeUndefined();
      expect(await repository.resolve(head, 'home.md/x', keyOf)).toBeUndefined();
    });

    it('prefers the exact spelling, and looks into every folder that fits', async () => {
      const { repository } = stage();
      const { commit: head } = await commit(repository, null, write('a/x', ''), write('A/y', ''), write('b', ''), write('B', ''));
      expect(await repository.resolve(head, 'b', keyOf)).toBe('b');
      expect(await repository.resolve(head, 'B', keyOf)).toBe('B');
      expect(await repository.resolve(head, 'A/X', keyOf)).toBe('a/x');
      expect(await repository.resolve(head, 'a/Y', keyOf)).toBe('A/y');
    });

    it('follows names that come and go', async () => {
      const { repository } = stage();
      let head = (await commit(repository, null, write('One.md', ''), write('d/Two.md', ''))).commit;
      expect(await repository.resolve(head, 'one.md', keyOf)).toBe('One.md');
      expect(await repository.resolve(head, 'D/two.md', keyOf)).toBe('d/Two.md');
      for (let i = 0; i < 220; i += 1) head = (await commit(repository, head, write(`N${i}.md`, ''))).commit;
      head = (await commit(repository, head, erase('One.md'), write('ONE.md', ''), erase('d/Two.md'))).commit;
      expect(await repository.resolve(head, 'one.md', keyOf)).toBe('ONE.md');
      expect(await repository.resolve(head, 'd/two.md', keyOf)).toBeUndefined();
      expect(await repository.resolve(head, 'n7.md', keyOf)).toBe('N7.md');
      expect(await repository.resolve(head, 'n219.md', keyOf)).toBe('N219.md');
    });
  });
};
