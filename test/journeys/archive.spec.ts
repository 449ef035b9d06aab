import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gitClient, remoteOf } from '../house/git-client.ts';
import type { House } from '../house/house.ts';
import { eras } from '../house/mcp-client.ts';
import { openHouse } from '../house/open-house.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { WikiCreated } from '../house/wiki.ts';

let house: House;
let made: WikiCreated;
const home = temporaryFolder();
const git = gitClient(home.path);
const clone = (folder: string) =>
  git.must('.', 'clone', '--quiet', remoteOf(house.ready.url, 'ada/shelf', `ada:${house.ready.token}`), folder);

beforeAll(async () => {
  house = await openHouse();
  made = await createWikiAt(house.owner, { name: 'Shelf', slug: 'shelf' });
  await made.wiki.write('Book', 'About herons.\n');
  await clone('before');
  insist(await house.owner.send('POST', `/api/v1/wikis/${made.id}/archive`), 200);
});
afterAll(async () => {
  await house?.close();
  home.remove();
});

const SAYS = 'This wiki is archived: it can be read, not changed.';

describe('an archived wiki', () => {
  it('is read, searched, cloned and listed as before', async () => {
    expect((await made.wiki.read('Book')).text).toContain('herons');
    expect((await made.wiki.view('Book')).text).toContain('herons');
    expect((await made.wiki.search('herons')).text).toContain('Book');
    await clone('after');
    expect(git.read('after', 'Book.md')).toContain('herons');
    const { wikis } = (await house.owner.get('/api/v1/wikis')).json<{ wikis: { slug: string; status: string }[] }>();
    expect(wikis.find(({ slug }) => slug === 'shelf')?.status).toBe('archived');
  });

  it('is shown as archived, and offers no one to write', async () => {
    const page = await made.wiki.view('Book');
    expect(page.text).toContain('Archived');
    expect(page.text).not.toContain('Book/edit');
  });

  it('refuses changes over REST and in the browser, and says what to do', async () => {
    const save = await made.wiki.save('Book', 'Other.\n');
    expect([save.status, save.json()]).toEqual([403, expect.objectContaining({ code: 'wiki.archived', detail: SAYS })]);
    expect((await house.owner.get('/ada/shelf/Book/edit', { accept: 'text/html' })).status).toBe(403);
  });

  it.each(eras)('refuses changes by %s', async (_era, connect) => {
    const client = await connect(`${house.ready.url}/ada/shelf/mcp`, house.ready.token);
    const answer = await client.call('write_note', { path: 'Other', content: 'x' });
    expect([answer.isError, answer.text]).toEqual([true, expect.stringContaining('archived')]);
    expect(await client.tools()).not.toContain('write_note');
    await client.close();
  });

  it('refuses a push, in words that git shows', async () => {
    await git.commit('before', 'More', { 'More.md': 'More.\n' });
    const pushed = await git.run('before', 'push', 'origin', 'main');
    expect([pushed.code === 0, pushed.said]).toEqual([false, expect.stringContaining(SAYS)]);
  });

  it('still has settings, which its owner may change', async () => {
    const changed = await house.owner.send('PATCH', '/ada/shelf/api/v1/settings', { body: { purpose: 'Put away.' } });
    expect(insist(changed, 200).json()).toMatchObject({ purpose: 'Put away.', status: 'archived' });
  });

  it('takes changes again once it is unarchived, and pushes that waited', async () => {
    insist(await house.owner.send('POST', `/api/v1/wikis/${made.id}/unarchive`), 200);
    await made.wiki.write('Later', 'Text.\n');
    await git.must('before', 'pull', '--quiet', '--rebase');
    await git.must('before', 'push', '--quiet', 'origin', 'main');
    expect((await made.wiki.read('More')).text).toContain('More.');
  });
});

describe('git at an address that was given up', () => {
  it('clones, fetches and pushes by following to the new one', async () => {
    insist(await house.owner.send('PATCH', '/ada/shelf/api/v1/settings', { body: { slug: 'bookshelf' } }), 200);
    await clone('followed');
    await git.commit('followed', 'Followed', { 'Followed.md': 'By the old address.\n' });
    await git.must('followed', 'push', '--quiet', 'origin', 'main');
    await git.must('before', 'pull', '--quiet', '--rebase');
    expect(git.read('before', 'Followed.md')).toContain('By the old address.');
  });
});
