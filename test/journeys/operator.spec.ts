import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { busQueues } from '@wikibot/platform/local/bus-queues';
import type { CommandLine } from '../house/command-line.ts';
import { commandLine } from '../house/command-line.ts';
import { openHostHouse } from '../house/host.ts';
import type { HostHouse } from '../house/host.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';

let house: HostHouse;
let wikibot: CommandLine;
const work = temporaryFolder();
beforeAll(async () => {
  house = await openHostHouse();
  wikibot = commandLine(house.folder);
  await house.notes.write('Pond', '# Pond\n\nFrogs.\n');
  await house.notes.write('River', '# River\n\nOtters.\n');
  await house.notes.remove('River');
  await house.notes.write('Lake', '# Lake\n\nSwans.\n');
});
afterAll(async () => {
  await house?.close();
  work.remove();
});

const checkSays = async (...args: readonly string[]) => {
  const { exit, out } = await wikibot('check', ...args);
  return [exit, out] as const;
};

const portsOf = async (service: 'render' | 'search' | 'wiki') => {
  const runtime = house.host.runtimes.get(service);
  if (!runtime) throw new Error(`no ${service}`);
  return runtime.ports();
};

/** `fragments#1`: a view and the version of it that the code builds. */
const builtFragments = (): string => {
  const unit = house.host.runtimes.get('render')?.manifest.units['fragments'];
  return `fragments#${unit?.kind === 'view' ? unit.version : 0}`;
};

const wikiId = async (): Promise<string> => (await house.owner.get('/api/v1/wikis')).json<{ wikis: { id: string }[] }>().wikis[0]?.id ?? '';

describe('the check', () => {
  it('finds nothing where nothing is wrong', async () => {
    expect(await checkSays()).toEqual([0, '1 wiki checked, all agree\n']);
  });

  it('finds a branch that stayed behind and lets it follow', async () => {
    const repository = join(house.folder, 'repositories', `${await wikiId()}.git`);
    const ref = join(repository, 'refs', 'heads', 'main');
    const head = readFileSync(ref, 'utf8');
    writeFileSync(ref, execFileSync('git', ['-C', repository, 'rev-parse', 'main~1'], { encoding: 'utf8' }));
    expect(await checkSays()).toEqual([1, expect.stringContaining('git: the branch main is at')]);
    expect(await checkSays('--repair')).toEqual([0, expect.stringMatching(/ada\/notes is mended:\n {2}git/)]);
    expect(readFileSync(ref, 'utf8')).toBe(head);
  });

  it('finds a view that stayed behind and brings it up', async () => {
    const { table } = await portsOf('render');
    const [mark] = (await table.query({ pk: `mark#${builtFragments()}` })).rows;
    if (!mark) throw new Error('no mark');
    await table.write([{ put: { ...mark, upTo: Number(mark['upTo']) - 2, applied: Number(mark['applied']) - 2 } }]);
    expect(await checkSays()).toEqual([1, expect.stringContaining('render.fragments: it has change')]);
    expect(await checkSays('--repair')).toEqual([0, expect.stringContaining('all agree')]);
  });

  it('finds a page that a view lost, and a replay to that view brings it back', async () => {
    const { table } = await portsOf('render');
    await table.write([{ delete: { pk: `view#${builtFragments()}#page#${await wikiId()}`, sk: 'pond' } }]);
    expect((await house.notes.view('Pond')).status).not.toBe(200);
    const [exit, out] = await checkSays();
    const remedy = /npm run wikibot -- (replay .*)/.exec(out)?.[1] ?? '';
    expect([exit, remedy]).toEqual([1, 'replay --wiki ada/notes --view render.fragments']);
    expect((await wikibot(...remedy.split(' '))).exit).toBe(0);
    expect((await house.notes.view('Pond')).status).toBe(200);
    expect((await house.notes.view('River')).status).toBe(404);
    expect(await checkSays()).toEqual([0, '1 wiki checked, all agree\n']);
  });

  it('finds an index that lost its pages, and a rebuild of search brings them back', async () => {
    const ports = (await portsOf('search')) as unknown as { index: { removeWiki(id: string): Promise<void> } }; // search's own ports
    await ports.index.removeWiki(await wikiId());
    expect(await checkSays('--repair')).toEqual([1, expect.stringContaining('search.chunks: it has 0 pages')]);
    expect((await wikibot('rebuild', 'search')).out).toMatch(/^search\.chunks: \d+ facts of 1 streams\n$/);
    expect(await checkSays()).toEqual([0, expect.stringContaining('all agree')]);
    expect((await house.notes.search('swans')).json<{ results: unknown[] }>().results).toHaveLength(1);
  });
});

describe('an operator', () => {
  it('gets a sign-in link that works once', async () => {
    const { exit, out } = await wikibot('sign-in');
    expect(exit).toBe(0);
    const path = new URL(out.trim()).pathname + new URL(out.trim()).search;
    expect((await house.asStranger().get(path)).headers['set-cookie']).toBeDefined();
    expect((await house.asStranger().get(path)).headers['set-cookie']).toBeUndefined();
  });

  it('makes a token, sees it and stops it', async () => {
    const token = (await wikibot('token', 'create', 'laptop', '--scopes', 'read', '--json')).json<{ id: string; secret: string }>();
    const api = house.asBearer(token.secret);
    expect((await api.get('/ada/notes/api/v1/pages')).status).toBe(200);
    expect((await wikibot('token', 'list')).out).toContain('laptop');
    expect((await wikibot('token', 'revoke', token.id)).exit).toBe(0);
    expect((await api.get('/ada/notes/api/v1/pages')).status).toBe(401);
    expect((await wikibot('token', 'list')).out).not.toContain('laptop');
  });

  it('sees how the host does', async () => {
    const health = (await wikibot('status', '--json')).json<{
      process: number;
      deadLetters: number;
      services: { name: string; views: { name: string }[] }[];
    }>();
    expect(health).toMatchObject({ process: process.pid, deadLetters: 0, queues: [], sagas: [] });
    expect(health.services.flatMap(({ views }) => views.map(({ name }) => name))).toEqual(
      expect.arrayContaining(['search.chunks', 'render.fragments']),
    );
    expect((await wikibot('status')).out).toContain('search.chunks');
  });

  it('finds no dead letters, and is told when there is none of a number', async () => {
    expect(await wikibot('dead-letters')).toMatchObject({ exit: 0, out: 'No dead letters.\n' });
    expect(await wikibot('dead-letters', 'redrive', '12')).toMatchObject({ exit: 1, err: 'wikibot: there is no dead letter 12\n' });
  });

  it('sees a dead letter with its reason, and sends it again', async () => {
    const ports = await portsOf('wiki');
    const [fact] = await ports.events.latest(`wiki/${await wikiId()}`, 1);
    if (!fact) throw new Error('no fact');
    const queues = busQueues(join(house.folder, 'bus.sqlite'));
    const never = Number.MAX_SAFE_INTEGER;
    queues.add([{ message: { ...fact, replay: 'render.fragments' }, to: [{ subscriber: 'render.fragments', due: never }] }]);
    queues.bury(queues.due('render.fragments', never, new Set()).at(-1)?.id ?? 0, 'the disk was full', Date.now());
    queues.close();
    const { table } = await portsOf('render');
    await table.write([{ delete: { pk: `view#${builtFragments()}#page#${await wikiId()}`, sk: 'lake' } }]);

    expect((await wikibot('dead-letters')).out).toMatch(/render\.fragments +wiki\.HeadMoved .* the disk was full/);
    expect((await wikibot('status')).out).toContain('Dead letters: 1 ');
    const [letter] = (await wikibot('dead-letters', 'list', '--json')).json<{ id: number }[]>();
    expect(await wikibot('dead-letters', 'redrive', String(letter?.id))).toMatchObject({
      exit: 0,
      out: expect.stringContaining('1 sent again'),
    });
    expect((await wikibot('dead-letters')).out).toBe('No dead letters.\n');
    expect(await checkSays()).toEqual([0, expect.stringContaining('all agree')]);
  });

  it('is told the views there are when one is named wrongly', async () => {
    expect(await wikibot('rebuild', 'serch')).toMatchObject({ exit: 2, err: expect.stringContaining('search.chunks') });
    expect(await wikibot('replay', '--wiki', 'ada/notes', '--view', 'search.chunk')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('search.chunks'),
    });
    expect(await wikibot('replay', '--wiki', 'ada/none')).toMatchObject({ exit: 1, err: expect.stringContaining('no wiki ada/none') });
  });
});

describe("the operator's door", () => {
  (process.platform === 'win32' ? it.skip : it)('is open to nobody but the user who started the host', () => {
    expect(statSync(join(house.folder, 'admin.sock')).mode & 0o777).toBe(0o600);
  });

  it('is not among the public doors', async () => {
    for (const path of ['/describe-health', '/make-sign-in-link', '/api/v1/describe-health']) {
      expect([403, 404, 405]).toContain((await house.owner.send('POST', path, { body: {} })).status);
    }
  });

  it('is gone when the host has stopped, and the command line says how to start it', async () => {
    const other = await openHostHouse({ folder: join(work.path, 'stopped') });
    await other.close();
    expect(readdirSync(other.folder)).not.toContain('admin.sock');
    expect(await commandLine(other.folder)('status')).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/no wikibot runs on .*npm start -- --data/),
    });
  });

  it('is known to be stale after a host was killed, even when its port has a new owner', async () => {
    const folder = join(work.path, 'killed');
    mkdirSync(folder);
    const socket = join(folder, 'admin.sock');
    const script = `require('node:net').createServer().listen(${JSON.stringify(socket)}, () => console.log('up'))`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    let asked = 0;
    const stranger = createServer(() => void (asked += 1));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const address = stranger.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    writeFileSync(join(folder, 'host.json'), JSON.stringify({ url, owner: 'ada', process: child.pid, admin: socket }));
    expect(existsSync(socket)).toBe(true);
    const line = commandLine(folder);
    expect(await line('status')).toMatchObject({ exit: 1, err: expect.stringContaining('is gone without having stopped') });
    expect(await line('token', 'list')).toMatchObject({ exit: 1, err: expect.stringContaining('is gone without having stopped') });
    expect(asked).toBe(0);
    await new Promise((resolve) => stranger.close(resolve));
  });
});

describe('the command line', () => {
  it('lists its commands with examples when it is given none', async () => {
    const { exit, out } = await wikibot();
    expect(exit).toBe(0);
    for (const name of ['import', 'export', 'sign-in', 'token', 'status', 'check', 'replay', 'dead-letters', 'rebuild'])
      expect(out).toContain(`npm run wikibot -- ${name}`);
  });

  it('explains one command, and what was wrong with how it was called', async () => {
    expect(await wikibot('import', '--help')).toMatchObject({ exit: 0, out: expect.stringContaining('--on-conflict') });
    expect(await wikibot('import', '--force')).toMatchObject({ exit: 2, err: expect.stringContaining("'--force'") });
    expect(await wikibot('imprt')).toMatchObject({ exit: 2, err: expect.stringContaining('there are import, export') });
    expect(await wikibot('status', '--url', 'http://localhost:1')).toMatchObject({ exit: 2, err: expect.stringContaining('run it there') });
  });
});
