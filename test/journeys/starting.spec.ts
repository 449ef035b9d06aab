import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openHostHouse } from '../house/host.ts';
import { startChild, startInVain } from '../house/running-host.ts';
import type { Exit } from '../house/running-host.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import type { PageRead } from '../house/wiki.ts';

const folder = temporaryFolder();
let folders = 0;
const freshData = (): string => join(folder.path, `data-${(folders += 1)}`);
afterAll(() => folder.remove());

const ada = ['--port', '0', '--owner', 'ada'];

/** One clear line, no stack, and the exit code of a failure. */
const isOneLine = ({ code, stderr }: Exit): string => {
  expect(code).toBe(1);
  const lines = stderr.trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^wikibot cannot start: /);
  expect(stderr).not.toMatch(/\n\s+at /);
  return stderr;
};

describe('a start that cannot be', () => {
  it('says that the port is taken, and what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo; // listens on a port
    const said = isOneLine(await startInVain(freshData(), ['--port', String(port), '--owner', 'ada']));
    expect(said).toMatch(new RegExp(`port ${port} is taken.*--port`));
    await new Promise((resolve) => other.close(resolve));
  });

  it('says that the data folder cannot be written, and what to do', async () => {
    const data = freshData();
    writeFileSync(data, 'a file in its place');
    expect(isOneLine(await startInVain(data, ada))).toMatch(/data folder .* cannot be written.*--data/);
  });

  it.each([
    ['no JSON', '{"owner": "ada"'],
    ['a setting that is unknown', '{"owner": "ada", "colour": "green"}'],
    ['a setting of a wrong type', '{"owner": "ada", "port": "eighty"}'],
  ])('says where settings are wrong: %s', async (_what, settings) => {
    const data = freshData();
    mkdirSync(data);
    writeFileSync(join(data, 'settings.json'), settings);
    const { code, stderr } = await startInVain(data, ada);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^wikibot cannot start: the settings file .*settings\.json cannot be read/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(readFileSync(join(data, 'settings.json'), 'utf8')).toBe(settings);
  });

  it('says that another host has the folder, and leaves that one alone', async () => {
    const data = freshData();
    const house = await openHostHouse({ folder: data });
    const said = isOneLine(await startInVain(data, ada));
    expect(said).toMatch(/in use by another wikibot.*--data/);
    expect((await house.notes.read('Home')).status).toBe(200);
    await house.close();
  });

  it('says whose folder it is when another owner is named', async () => {
    const data = freshData();
    await (await openHostHouse({ folder: data })).close();
    const said = isOneLine(await startInVain(data, ['--port', '0', '--owner', 'bob']));
    expect(said).toMatch(/belongs to ada, not to bob/);
  });

  it.each([
    ['a port that is none', ['--port', 'eighty'], /--port/],
    ['a name that is reserved', ['--port', '0', '--owner', 'admin'], /--owner.*reserved/s],
    ['an option that is unknown', ['--colour', 'green'], /--colour/],
    ['an address that is none', ['--port', '0', '--url', 'nonsense'], /--url/],
  ])('says what is wrong with %s', async (_what, args, said) => {
    const { code, stderr } = await startInVain(freshData(), args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^wikibot cannot start: /);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('a second start', () => {
  it('finds everything as it was, under the same token', async () => {
    const data = freshData();
    const first = await openHostHouse({ folder: data });
    const saved = await first.notes.write('Kept', 'over the night\n');
    await first.close();
    const second = await openHostHouse({ folder: data });
    expect(second.ready).toMatchObject({ token: first.ready.token, owner: 'ada', wiki: 'ada/notes' });
    expect(second.ready.signInUrl).not.toBe(first.ready.signInUrl);
    expect((await second.notes.read('Kept')).json<PageRead>()).toMatchObject({ content: 'over the night\n', revision: saved.revision });
    expect((await second.notes.view('Kept')).text).toContain('over the night');
    expect((await second.notes.search('night')).json<{ results: unknown[] }>().results).toHaveLength(1);
    await second.close();
  });

  it('of the program tells a script everything in one line of JSON, and ends well on SIGTERM', async () => {
    const data = freshData();
    const first = await startChild(data);
    expect(Object.keys(first.ready).sort()).toEqual(['gitUrl', 'mcpUrl', 'owner', 'signInUrl', 'token', 'url', 'wiki']);
    expect((await first.stop()).code).toBe(0);
    const second = await startChild(data, ['--port', '0']);
    expect(second.ready).toMatchObject({ token: first.ready.token, owner: 'ada' });
    await second.stop();
  });

  it('makes a new token when the old one was revoked', async () => {
    const data = freshData();
    const first = await openHostHouse({ folder: data });
    const [kept] = (await first.owner.get('/api/v1/tokens')).json<{ tokens: { id: string }[] }>().tokens;
    await first.owner.send('DELETE', `/api/v1/tokens/${kept?.id}`);
    await first.close();
    const second = await openHostHouse({ folder: data });
    expect(second.ready.token).not.toBe(first.ready.token);
    expect((await second.owner.get('/api/v1/me')).status).toBe(200);
    await second.close();
  });
});
