import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gitClient, remoteOf } from '../house/git-client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';

let house: House;
const home = temporaryFolder();
const git = gitClient(home.path);
const remote = (): string => remoteOf(house.ready.url, house.notes.name, `git:${house.ready.token}`);

beforeAll(async () => {
  house = await openHouse({ plan: 'free' });
});
afterAll(async () => {
  await house.close();
  home.remove();
});

describe('a plan without git push', () => {
  it('lets git clone and fetch, and says why it cannot push', async () => {
    await git.must('.', 'clone', '--quiet', remote(), 'clone');
    await git.commit('clone', 'A page', { 'Page.md': 'x\n' });
    const refused = await git.run('clone', 'push', 'origin', 'main');
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain("remote: The plan of this wiki's owner lets git clone and fetch, but not push.");
    await house.notes.write('Elsewhere', 'y\n');
    await git.must('clone', 'fetch');
  });

  it('cannot be gone round by leaving out the question before the push', async () => {
    const answer = await house.owner.send('POST', `/${house.notes.name}.git/git-receive-pack`, {
      body: '0000',
      headers: { 'content-type': 'application/x-git-receive-pack-request' },
    });
    expect(answer.status).toBe(402);
  });
});
