import { describe, expect, it } from '@jest/globals';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { all, commit, contentOf, write, type Stage } from './repository.fixture.ts';

export const housekeepingSuite = (stage: () => Stage): void => {
  describe('the branch', () => {
    it('follows the newest head in the order of the caller', async () => {
      const { repository } = stage();
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
      const { repository } = stage();
      const first = await commit(repository, null, write('a', '1'));
      const second = await commit(repository, first.commit, write('a', '2'));
      const log = await all(repository.log(second.commit, 10));
      expect(log.map(({ oid }) => oid)).toEqual([second.commit, first.commit]);
      expect(await all(repository.log(second.commit, 1))).toHaveLength(1);
    });
  });

  describe('consolidation', () => {
    it('changes nothing that is read, whenever it runs', async () => {
      const { repository } = stage();
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
      const { repository } = stage();
      const { commit: head } = await commit(repository, null, write('a', '1'));
      await commit(repository, head, write('a', '2'));
      expect(await repository.consolidate()).toEqual({ joined: 0, deleted: 0 });
    });
  });

  describe('a repository', () => {
    it('is created once, however often one asks', async () => {
      const { repository } = stage();
      const { commit: head } = await commit(repository, null, write('a', '1'));
      await repository.advance(head, 1);
      await stage().repositories.create(stage().wikiId);
      expect(await stage().repositories.open(stage().wikiId).head()).toBe(head);
    });

    it('is gone when removed, and may be removed again', async () => {
      const { repository } = stage();
      const { commit: head } = await commit(repository, null, write('a', '1'));
      await stage().repositories.remove(stage().wikiId);
      await stage().repositories.remove(stage().wikiId);
      await stage().repositories.create(stage().wikiId);
      await expect(stage().repositories.open(stage().wikiId).readFile(head, 'a')).rejects.toMatchObject({ name: 'ObjectMissing' });
    });
  });
};
