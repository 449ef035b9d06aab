import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpBackend } from '../../load/git-http-backend.ts';
import { httpBackend } from '../../load/git-http-backend.ts';
import { gitClient, remoteOf } from '../house/git-client.ts';
import type { GitClient } from '../house/git-client.ts';
import { commandLineAt } from '../house/command-line.ts';
import { openHostHouse } from '../house/host.ts';
import type { HostHouse } from '../house/host.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { PageRead, WikiAt } from '../house/wiki.ts';

let house: HostHouse;
let git: GitClient;
let server: HttpBackend;
const work = temporaryFolder();
const REPOSITORY = 'otter';

beforeAll(async () => {
  house = await openHostHouse({ privateNetwork: true });
  git = gitClient(work.path);
  server = await httpBackend(work.path);
  await otterwiki();
});
afterAll(async () => {
  await house?.close();
  await server?.close();
  work.remove();
});

/** A repository as other wikis on git keep theirs: pages in lower case, files in a folder beside their page, authors of their own. */
const otterwiki = async (): Promise<void> => {
  await git.must('.', 'init', '--quiet', REPOSITORY);
  const by = async (author: string, message: string, files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [file, text] of Object.entries(files)) git.write(REPOSITORY, file, text);
    await git.must(REPOSITORY, 'add', '--all');
    await git.must(REPOSITORY, 'commit', '--quiet', '--author', author, '--message', message);
  };
  await by('Grace <grace@example.org>', 'Initial commit', { 'home.md': '# Welcome\n\n[[Guides/First Steps]] ![](/home/a/logo.png)\n' });
  await by('Linus <linus@example.org>', 'Guides', {
    'guides/first steps.md': 'windows\r\nlines\r\n',
    'home/logo.png': 'PNG',
    'old.md': 'old\n',
  });
  await git.must(REPOSITORY, 'rm', '--quiet', 'old.md');
  await by('Grace <grace@example.org>', 'Without old', { 'home.md': '# Welcome\n\nBetter.\n' });
};

let count = 0;
const newWiki = async (): Promise<WikiAt> => {
  const slug = `repo-${(count += 1)}`;
  return (await createWikiAt(house.owner, { name: slug, slug })).wiki;
};

interface Seen {
  readonly status: string;
  readonly reason?: string;
  readonly result?: { readonly kept: string; readonly commits: number; readonly files: number; readonly not_kept: number };
}

const ended = async (wiki: WikiAt, body: object): Promise<Seen & { readonly id: string }> => {
  const { id } = insist(await wiki.client.send('POST', `${wiki.api}/imports`, { body }), 202).json<{ id: string }>();
  for (;;) {
    const seen = insist(await wiki.client.get(`${wiki.api}/imports/${id}`), 200).json<Seen>();
    if (seen.status === 'done' || seen.status === 'failed') return { ...seen, id };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const address = (): string => `${server.url}/${REPOSITORY}/.git`;

describe('a repository of another wiki, by its address', () => {
  let wiki: WikiAt;
  beforeAll(async () => {
    wiki = await newWiki();
    expect(await ended(wiki, { git: { url: address() } })).toMatchObject({
      status: 'done',
      result: { kept: 'history', commits: 3, not_kept: 0 },
    });
  });

  it('becomes the history of a fresh wiki as it is, commit by commit, with its authors', async () => {
    await git.must('.', 'clone', '--quiet', remoteOf(house.ready.url, wiki.name, `ada:${house.ready.token}`), `back-${count}`);
    const history = (folder: string) => git.must(folder, 'log', '--format=%H %T %an %ae %ad %s');
    expect(await history(`back-${count}`)).toBe(await history(REPOSITORY));
    expect(await git.must(`back-${count}`, 'fsck', '--full', '--strict')).toBe('');
  });

  it('is read under the names that its pages have always had, and its files lie beside them', async () => {
    const read = async (path: string): Promise<string> => {
      for (let attempt = 0; attempt < 100; attempt += 1) {
        const answer = await wiki.read(path);
        if (answer.status === 200) return answer.json<PageRead>().content;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return 'it is not there';
    };
    expect(await read('Home')).toBe('# Welcome\n\nBetter.\n');
    expect(await read('Guides/First Steps')).toBe('windows\r\nlines\r\n');
    expect((await wiki.paths()).toSorted()).toEqual(['guides/first steps', 'home']);
    expect((await wiki.client.get(`/${wiki.name}/home/a/logo.png`)).text).toBe('PNG');
    insist(await wiki.save('New', 'new\n'), 201);
  });

  it('is brought in from the command line too, which says what became of it', async () => {
    const wikibot = commandLineAt(house, work.path, { sleep: () => new Promise((resolve) => setTimeout(resolve, 20)) });
    const fresh = await newWiki();
    const end = await wikibot('import', address(), fresh.name, '--branch', 'main', '--json');
    expect([end.exit, end.json<{ source: string }>().source]).toEqual([0, `${address()} with its history (3 commits)`]);
    expect(insist(await fresh.read('home'), 200).json<PageRead>().content).toBe('# Welcome\n\nBetter.\n');
    expect(await wikibot('import', `${server.url}/nowhere/.git`, fresh.name)).toMatchObject({ exit: 1, out: '' });
    expect(await wikibot('import', 'https://ada:secret@example.org/x.git', fresh.name)).toMatchObject({
      exit: 2,
      err: expect.stringContaining('without user name'),
    });
  });

  it('brings its files as one change where somebody has written, and says what stays as it was', async () => {
    const busy = await newWiki();
    await busy.write('guides/First Steps', 'mine\n');
    await busy.write('home/Below', 'mine too\n');
    const { result } = await ended(busy, { git: { url: address() }, on_conflict: 'skip' });
    expect(result).toMatchObject({ kept: 'files', commits: 1 });
    expect((await busy.read('guides/First Steps')).json<PageRead>().content).toBe('mine\n');
    expect(insist(await busy.client.get(`/${busy.name}/home/a/logo.png`), 200).text).toBe('PNG');
  });
});

describe('an import by address', () => {
  it.each<[string, () => object, string]>([
    ['of a branch that is not there', () => ({ url: address(), branch: 'nowhere' }), 'no branch nowhere'],
    ['of nothing', () => ({ url: `${server.url}/nothing` }), 'no repository at the address'],
    ['of what is no repository', () => ({ url: `${house.ready.url}/-/sign-in` }), 'no repository at the address'],
    ['of a server that is not there', () => ({ url: 'http://localhost:9/x.git' }), ''],
    ['of the metadata of a cloud', () => ({ url: 'http://169.254.169.254/latest/x.git' }), 'public internet'],
  ])(
    '%s fails with the reason, and changes nothing',
    async (_what, repository, reason) => {
      const wiki = await newWiki();
      const before = (await wiki.changes()).text;
      const seen = await ended(wiki, { git: repository() });
      expect(seen).toMatchObject({ status: 'failed', reason: expect.stringContaining(reason) });
      expect((await wiki.changes()).text).toBe(before);
    },
    60_000,
  );

  it.each(['ftp://example.org/x.git', 'https://ada:secret@example.org/x.git', 'file:///etc/passwd', 'https://example.org', '/srv/x'])(
    'does not take the address %s',
    async (url) => {
      const answer = await house.notes.client.send('POST', `${house.notes.api}/imports`, { body: { git: { url } } });
      expect(answer.status).toBe(422);
      expect(answer.text).not.toContain('secret@example');
    },
  );

  it('is the business of the owner of its wiki alone', async () => {
    const wiki = await newWiki();
    const { id } = await ended(wiki, { git: { url: address() } });
    const bob = house.asBearer((await house.openPerson('bob')).token);
    expect((await bob.get(`${wiki.api}/imports/${id}`)).status).toBe(404);
    expect((await bob.send('POST', `${wiki.api}/imports`, { body: { git: { url: address() } } })).status).toBe(404);
    expect((await house.owner.get(`${house.notes.api}/imports/${id}`)).status).toBe(404);
  });
});
