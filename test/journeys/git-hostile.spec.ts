/** Pushes and requests that nobody decent would send: each is told why it is refused, and the wiki stays as it was. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gitClient, remoteOf } from '../house/git-client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';

let house: House;
let head: string;
const home = temporaryFolder();
const git = gitClient(home.path);
const CLONE = 'clone';

beforeAll(async () => {
  house = await openHouse();
  await house.notes.write('Docs/Read me', 'Hello\n');
  await git.must('.', 'clone', '--quiet', remoteOf(house.ready.url, house.notes.name, `git:${house.ready.token}`), CLONE);
  head = await git.must(CLONE, 'rev-parse', 'HEAD');
});
afterAll(async () => {
  await house.close();
  home.remove();
});

const standing = async (): Promise<string | undefined> => (await git.must(CLONE, 'ls-remote', 'origin', 'refs/heads/main')).split('\t')[0];

const blob = async (content: string | Buffer): Promise<string> => (await git.feed(CLONE, content, 'hash-object', '-w', '--stdin')).out;

/** One entry of a folder, as its bytes are. */
const entry = (mode: string, name: string | Buffer, oid: string): Buffer =>
  Buffer.concat([Buffer.from(`${mode} `), Buffer.from(name), Buffer.of(0), Buffer.from(oid, 'hex')]);

const tree = async (...entries: readonly Buffer[]): Promise<string> => {
  const made = await git.feed(CLONE, Buffer.concat(entries), 'hash-object', '-w', '-t', 'tree', '--literally', '--stdin');
  if (made.code !== 0) throw new Error(made.said);
  return made.out;
};

/** A commit on the head with nothing but this folder. */
const commitOf = (root: string): Promise<string> => git.must(CLONE, 'commit-tree', root, '-p', head, '-m', 'hostile');

const pushed = async (commit: string): Promise<string> => {
  const { code, said } = await git.run(CLONE, 'push', 'origin', `${commit}:refs/heads/main`);
  expect(code).not.toBe(0);
  expect(await standing()).toBe(head);
  return said;
};

interface Attack {
  readonly root: () => Promise<string>;
  readonly said: RegExp;
}

const file = async (name: string | Buffer, content: string | Buffer = 'x\n', mode = '100644'): Promise<string> =>
  tree(entry(mode, name, await blob(content)));

const inFolder = async (...path: readonly string[]): Promise<string> => {
  let root = await file(path.at(-1) ?? '');
  for (const name of path.slice(0, -1).toReversed()) root = await tree(entry('40000', name, root));
  return root;
};

const ATTACKS: Readonly<Record<string, Attack>> = {
  'a symbolic link': { root: () => file('link', '/etc/passwd', '120000'), said: /symbolic link/ },
  'a submodule': { root: () => tree(entry('160000', 'module', head)), said: /submodule/ },
  'a file that everybody may write': { root: () => file('x.md', 'x', '100666'), said: /mode 100666/ },
  'a file in .git': { root: () => inFolder('.git', 'config'), said: /name git keeps/ },
  'a file in .GIT, in a folder': { root: () => inFolder('a', '.GIT', 'hooks'), said: /name git keeps/ },
  'a file above the wiki': { root: () => inFolder('..', 'x.md'), said: /dots/ },
  'a list of submodules': { root: () => file('.gitmodules'), said: /name git keeps/ },
  'a name with a slash': { root: () => file('a/b.md'), said: /slash/ },
  'a name with a backslash': { root: () => file('a\\b.md'), said: /backslash/ },
  'a name that is not UTF-8': { root: () => file(Buffer.from([0x61, 0xff, 0x2e, 0x6d, 0x64])), said: /UTF-8/ },
  'a name that is twice there': {
    root: async () => tree(entry('100644', 'a.md', await blob('1')), entry('100644', 'a.md', await blob('2'))),
    said: /twice/,
  },
  'names that are one page': {
    root: async () => tree(entry('100644', 'My Page.md', await blob('1')), entry('100644', 'my_page.md', await blob('2'))),
    said: /my_page.md: Another file has the same name/,
  },
  'a page that no address leads to': { root: () => inFolder('Docs', 'history.md'), said: /Docs\/history.md: .*page action.*It could be/ },
  'a page in the way of the application': { root: () => inFolder('api', 'x.md'), said: /api\/x.md: .*application.*It could be/ },
  'a page beyond measure': { root: () => file('Long.md', 'x'.repeat(1024 * 1024 + 1)), said: /Long.md: The file has 1048577 bytes/ },
  'an attachment beyond measure': {
    root: () => file('long.bin', Buffer.alloc(10 * 1024 * 1024 + 1)),
    said: /10485761 bytes, the limit is/,
  },
  'a path without end': { root: () => inFolder(...Array.from({ length: 10 }, () => 'x'.repeat(120)), 'x.md'), said: /path is longer/ },
  'folders in folders without end': { root: () => inFolder(...Array.from({ length: 60 }, () => 'x'), 'x.md'), said: /beyond measure/ },
};

/** Ten folders in each of ten folders, seven deep, of one and the same file: a few bytes that are ten million files. */
const bomb = async (): Promise<string> => {
  let root = await file('x.md');
  for (let level = 0; level < 7; level += 1)
    root = await tree(...Array.from({ length: 10 }, (_, place) => entry('40000', `${place}`, root)));
  return root;
};

describe('a push', () => {
  it.each(Object.entries(ATTACKS))('with %s is refused with the reason', async (_name, { root, said }) => {
    expect(await pushed(await commitOf(await root()))).toMatch(said);
  });

  it('with ten million files in a few bytes is refused before anybody counts them', async () => {
    expect(await pushed(await commitOf(await bomb()))).toMatch(/beyond measure/);
  });

  it('is refused for what is in the middle of it, too', async () => {
    const hostile = await commitOf(await file('link', '/etc/passwd', '120000'));
    const harmless = await git.must(CLONE, 'commit-tree', `${head}^{tree}`, '-p', hostile, '-m', 'nothing to see');
    expect(await pushed(harmless)).toMatch(/symbolic link/);
    const bombed = await commitOf(await bomb());
    expect(await pushed(await git.must(CLONE, 'commit-tree', `${head}^{tree}`, '-p', bombed, '-m', 'nothing to see'))).toMatch(
      /beyond measure/,
    );
  });

  it('names what cannot be kept, and only as much as a person reads', async () => {
    const made = await blob('x');
    const names = Array.from({ length: 30 }, (_, place) => `Page ${String(place).padStart(2, '0')}`);
    const entries = names.flatMap((name) => [entry('100644', `${name}.md`, made), entry('100644', `${name.replace(' ', '_')}.md`, made)]);
    const root = await tree(...entries.sort(Buffer.compare));
    const said = await pushed(await commitOf(root));
    expect(said.match(/Another file has the same name/g)).toHaveLength(20);
    expect(said).toContain('and 10 more');
  });

  it('of an unrelated history is refused', async () => {
    const root = await git.must(CLONE, 'commit-tree', `${head}^{tree}`, '-m', 'from nowhere');
    expect(await pushed(`+${root}`)).toMatch(/non-fast-forward/);
  });

  it('of a thousand and one commits is asked to come in parts', async () => {
    const commit = (from: string): string =>
      `commit refs/heads/many\ncommitter Ada <ada@example.org> 1700000000 +0000\ndata 1\nx\n${from}\n`;
    const commits = [commit(`from ${head}\n`), ...Array.from({ length: 1000 }, () => commit(''))].join('');
    expect(await git.feed(CLONE, commits, 'fast-import', '--quiet', '--force')).toMatchObject({ code: 0 });
    expect(await pushed('many')).toMatch(/1001 commits at once/);
    const part = await git.run(CLONE, 'push', 'origin', 'many~1:refs/heads/main');
    expect(part).toMatchObject({ code: 0 });
    head = await git.must(CLONE, 'rev-parse', 'many~1');
  });
});

const line = (text: string): string => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
const [ZERO, SOME] = ['0'.repeat(40), 'a'.repeat(40)];

const post = (service: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
  house.owner.send('POST', `/${house.notes.name}.git/git-${service}`, {
    body,
    headers: { 'content-type': `application/x-git-${service}-request`, ...headers },
  });

describe('a request by hand', () => {
  it('is refused with the reason when it is not git', async () => {
    const cases: readonly (readonly [string, string | Buffer, Record<string, string>, number])[] = [
      ['upload-pack', 'hello', {}, 400],
      ['upload-pack', '0032want', {}, 400],
      ['upload-pack', line('want main\n'), {}, 400],
      ['upload-pack', '0000', { 'content-type': 'text/plain' }, 415],
      ['upload-pack', '0000', { 'content-encoding': 'br' }, 415],
      ['upload-pack', 'no gzip', { 'content-encoding': 'gzip' }, 400],
      ['upload-pack', gzipSync(line(`want ${SOME}`).repeat(100)).subarray(0, 40), { 'content-encoding': 'gzip' }, 400],
      ['upload-pack', gzipSync(Buffer.alloc(50 * 1024 * 1024)), { 'content-encoding': 'gzip' }, 413],
      ['upload-pack', `${line('command=fetch\n')}0001`, { 'git-protocol': 'version=2' }, 400],
      ['upload-pack', `${line('command=rm-rf\n')}0000`, { 'git-protocol': 'version=2' }, 400],
      ['receive-pack', 'PACK', {}, 400],
      ['receive-pack', line(`${ZERO} ${SOME} refs/heads/main\0`), {}, 400],
      ['receive-pack', `${line(`${head} ${SOME} ../../etc/passwd\0`)}0000`, {}, 400],
      ['receive-pack', `${line(`${head} ${SOME} refs/heads/a..b\0`)}0000`, {}, 400],
      ['receive-pack', `${line(`${head} ${SOME} refs/heads/\u001b[2J\0`)}0000`, {}, 400],
      ['receive-pack', `${line(`${head} ${SOME.slice(1)} refs/heads/main\0`)}0000`, {}, 400],
      ['receive-pack', `${line(`${head} ${SOME} refs/heads/main\0`).repeat(2)}0000`, {}, 400],
      ['receive-pack', line('push-cert\0').repeat(10_000), {}, 400],
    ];
    for (const [service, body, headers, status] of cases)
      expect([service, String(body).slice(0, 60), (await post(service, body, headers)).status]).toEqual([
        service,
        String(body).slice(0, 60),
        status,
      ]);
    expect(await standing()).toBe(head);
  });

  it('gets only what the branch reaches', async () => {
    const orphan = await git.must(CLONE, 'rev-parse', `${head}^{tree}`);
    for (const oid of [SOME, orphan]) {
      const version0 = await post('upload-pack', `${line(`want ${oid}\n`)}0000${line('done\n')}`);
      expect(version0.text).toContain(`ERR upload-pack: not our ref ${oid}`);
      const version2 = await post('upload-pack', `${line('command=fetch\n')}0001${line(`want ${oid}\n`)}${line('done\n')}0000`, {
        'git-protocol': 'version=2',
      });
      expect(version2.text).toContain(`ERR upload-pack: not our ref ${oid}`);
    }
  });

  it('with a pack that is cut off, damaged or missing moves nothing', async () => {
    const commit = await git.must(CLONE, 'commit-tree', `${head}^{tree}`, '-p', head, '-m', 'whole');
    const command = `${line(`${head} ${commit} refs/heads/main\0report-status`)}0000`;
    const empty = Buffer.from('5041434b0000000200000000029d08823bd8a8eab510ad6ac75c823cfd3ed31e', 'hex');
    const cases: readonly (readonly [Buffer, string])[] = [
      [Buffer.alloc(0), 'unpack the pack is cut off or damaged'],
      [empty.subarray(0, -1), 'unpack the pack is cut off or damaged'],
      [Buffer.concat([empty, Buffer.of(0)]), 'unpack the pack is cut off or damaged'],
      [empty, 'objects are missing'],
    ];
    for (const [pack, said] of cases) {
      const answer = await post('receive-pack', Buffer.concat([Buffer.from(command), pack]));
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining(said)]);
      expect(answer.text).toContain('ng refs/heads/main');
    }
    expect(await standing()).toBe(head);
  });

  it('finds no door for old clients and other services', async () => {
    for (const query of ['', '?service=git-upload-archive', '?service=x'])
      expect((await house.owner.get(`/${house.notes.name}.git/info/refs${query}`)).status).toBe(403);
    expect((await house.owner.get(`/${house.notes.name}.git/objects/info/packs`)).status).toBe(404);
    expect((await house.owner.get(`/${house.notes.name}.git/HEAD`)).status).toBe(404);
  });
});

describe('after all of it', () => {
  it('the repository is sound, and the wiki can be written', async () => {
    await git.must('.', 'clone', '--quiet', remoteOf(house.ready.url, house.notes.name, `git:${house.ready.token}`), 'after');
    expect(await git.run('after', 'fsck', '--strict', '--full')).toMatchObject({ code: 0 });
    await house.notes.write('After', 'all\n');
  });
});
