import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import { gitRepositories } from './git-repositories.ts';

/** A program of its own: several writers commit until someone kills it, and tell each commit after it has resolved. */
const [folder = '', wikiId = ''] = process.argv.slice(2);
// The test that starts this program passes a wiki id.
const repository = gitRepositories({ folder, now: Date.now, randomName: randomUUID }).open(wikiId as WikiId);

const writer = async (name: number): Promise<never> => {
  let parent: ObjectId | null = null;
  for (let count = 0; ; count += 1) {
    const who = { name: `Writer ${name}`, email: 'writer@wiki.example', time: Date.now() };
    const changes = [{ path: `${name}/${count % 50}.md`, content: Buffer.from(`${name} wrote ${count} at ${randomUUID()}`) }];
    const { commit } = await repository.commit({ parent, changes, message: `${count}`, author: who, committer: who });
    parent = commit;
    writeSync(1, `${commit} ${name}/${count % 50}.md\n`);
  }
};

const housekeeping = async (): Promise<never> => {
  for (;;) {
    await repository.consolidate({ minimumPacks: 20, grace: 0 });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

await Promise.all([writer(1), writer(2), writer(3), housekeeping()]);
