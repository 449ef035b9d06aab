import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpBackend } from '../../load/git-http-backend.ts';
import { httpBackend } from '../../load/git-http-backend.ts';
import { gitClient, remoteOf } from '../house/git-client.ts';
import type { GitClient } from '../house/git-client.ts';
import { openHostHouse } from '../house/host.ts';
import type { HostHouse } from '../house/host.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { CreationSeen, PageRead, Problem } from '../house/wiki.ts';

let house: HostHouse;
let git: GitClient;
let server: HttpBackend;
const work = temporaryFolder();
const address = (repository: string): string => `${server.url}/${repository}/.git`;

beforeAll(async () => {
  house = await openHostHouse({ privateNetwork: true });
  git = gitClient(work.path);
  server = await httpBackend(work.path);
  for (const repository of ['handbook', 'linked']) await git.must('.', 'init', '--quiet', repository);
  await git.commit('handbook', 'Drafts', { 'Home.md': 'draft\n', 'Secret.md': 'gone\n' });
  await git.must('handbook', 'rm', '--quiet', 'Secret.md');
  await git.commit('handbook', 'Ready', { 'Home.md': '# Handbook\n', 'Guides/First_Steps.md': 'windows\r\nlines\r\n' });
  await git.must('handbook', 'checkout', '--quiet', '-b', 'short');
  await git.commit('handbook', 'Short', { 'Home.md': '# Short\n' });
  await git.must('handbook', 'checkout', '--quiet', 'main');
  symlinkSync('/etc/passwd', join(work.path, 'linked', 'Page.md'));
  await git.commit('linked', 'A link', { 'Home.md': 'x\n' });
});
afterAll(async () => {
  await house?.close();
  await server?.close();
  work.remove();
});

const created = async (slug: string, template: object) => createWikiAt(house.owner, { name: slug, slug, template });
const contentOf = (answer: { json<T>(): T }): string => answer.json<PageRead>().content;

describe('a wiki from a template', () => {
  it('begins with its files as they are, in one commit, and is a wiki like any other', async () => {
    const { wiki, seen } = await created('from-template', { url: address('handbook') });
    expect(seen.at(-1)).toMatchObject({ status: 'active' });
    expect(seen.at(-1)?.steps.map(({ name }) => name)).toEqual([
      'ReserveSlug',
      'CreateRepository',
      'FetchTemplate',
      'CommitTemplate',
      'GrantOwner',
      'AwaitRendered',
      'AwaitIndexed',
      'ActivateWiki',
    ]);
    expect((await wiki.paths()).toSorted()).toEqual(['Guides/First_Steps', 'Home']);
    expect(contentOf(insist(await wiki.read('Guides/First_Steps'), 200))).toBe('windows\r\nlines\r\n');
    expect((await wiki.view()).text).toContain('Handbook');
    expect(insist(await wiki.search('windows'), 200).text).toContain('First_Steps');
    await git.must('.', 'clone', '--quiet', remoteOf(house.ready.url, wiki.name, `ada:${house.ready.token}`), 'back');
    expect(await git.must('back', 'log', '--format=%s')).toBe(`Create from-template from ${address('handbook')}`);
    expect(await git.must('back', 'rev-parse', 'HEAD^{tree}')).toBe(await git.must('handbook', 'rev-parse', 'HEAD^{tree}'));
    await wiki.write('New', 'new\n');
  });

  it('takes the branch that is named', async () => {
    const { wiki } = await created('from-branch', { url: address('handbook'), branch: 'short' });
    expect(contentOf(insist(await wiki.read('Home'), 200))).toBe('# Short\n');
  });
});

describe('a template that cannot be had', () => {
  it.each<[string, () => object, string, string]>([
    ['since its branch is not there', () => ({ url: address('handbook'), branch: 'nowhere' }), 'FetchTemplate', 'no branch nowhere'],
    ['since there is nothing', () => ({ url: address('nothing') }), 'FetchTemplate', 'no repository at the address'],
    ['since nobody answers', () => ({ url: 'http://localhost:9/x.git' }), 'FetchTemplate', ''],
    [
      'since it would be the metadata of a cloud',
      () => ({ url: 'http://169.254.169.254/latest/x.git' }),
      'FetchTemplate',
      'public internet',
    ],
    ['since it holds a symbolic link', () => ({ url: address('linked') }), 'CommitTemplate', 'symbolic link'],
  ])(
    '%s shows the step and the reason, and leaves the address free',
    async (...[, template, step, reason]) => {
      const { seen, wiki } = await created('wanted', template());
      const last = seen.at(-1) as CreationSeen & { readonly reason?: string }; // watched until it ended
      expect(last).toMatchObject({ status: 'failed', reason: expect.stringContaining(reason) });
      expect(last.steps.find(({ status }) => status === 'failed')?.name).toBe(step);
      await untilFree('wanted');
      expect((await wiki.read('Home')).status).toBe(404);
    },
    60_000,
  );

  it.each(['https://ada:secret@example.org/x.git', 'file:///etc/passwd', '/srv/x', 'ftp://example.org/x.git'])(
    'is refused at once at the address %s',
    async (url) => {
      const answer = await house.owner.send('POST', '/api/v1/wikis', { body: { name: 'x', slug: 'x-wiki', template: { url } } });
      expect(answer.status).toBe(422);
      expect(answer.text).not.toContain('secret@');
    },
  );

  it('is refused at once where the plan has none, with what to do', async () => {
    const free = await openHostHouse({ plan: 'free' });
    try {
      const bob = free.asBearer((await free.openPerson('bob')).token);
      const ask = () => bob.send('POST', '/api/v1/wikis', { body: { name: 'x', slug: 'x-wiki', template: { url: address('handbook') } } });
      let answer = await ask();
      // His plan may still be on its way.
      for (let attempt = 0; answer.status === 503 && attempt < 100; attempt += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        answer = await ask();
      }
      const problem = insist(answer, 402).json<Problem>();
      expect(problem.code).toBe('wiki.template-not-in-plan');
      expect(problem.remedy).toContain('change your plan');
    } finally {
      await free.close();
    }
  });
});

/** The set-up is told to have failed a moment before all of it is undone. */
const untilFree = async (slug: string): Promise<void> => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { wikis } = insist(await house.owner.get('/api/v1/wikis'), 200).json<{ wikis: { slug: string; status: string }[] }>();
    if (!wikis.some((wiki) => wiki.slug === slug && wiki.status === 'creating')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the address ${slug} stays taken`);
};
