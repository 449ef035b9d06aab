import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { client } from '../house/client.ts';
import { gitClient, remoteOf } from '../house/git-client.ts';
import { openHostHouse } from '../house/host.ts';
import type { HostHouse } from '../house/host.ts';
import type { Death } from '../house/moments.ts';
import { deathsIn, watched } from '../house/moments.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { insist, wikiAt } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';
import { services } from '../../services/all.ts';

interface Change {
  readonly revision: string;
  readonly intent: string;
}

const base = temporaryFolder();
const folder = join(base.path, 'data');
const git = gitClient(base.path);
const { deaths, of: dying } = deathsIn(folder, base.path);
const KEY = { 'idempotency-key': 'merge-once' };
let proposal: { readonly id: string; readonly revision: string };
/** As the merge was answered by the program that did not die. */
let answered: object;
afterAll(() => base.remove());

/** A person in a browser: agents merge nothing. */
const personIn = async ({ ready }: HostHouse): Promise<WikiAt> => {
  const person = client(ready.url, { browser: true });
  const { pathname, search } = new URL(ready.signInUrl);
  await person.get(`${pathname}${search}`);
  return wikiAt(person, ready.wiki);
};
const merge = (notes: WikiAt) =>
  notes.client.send('POST', `${notes.api}/proposals/${proposal.id}/merge`, { body: { revision: proposal.revision }, headers: KEY });

beforeAll(async () => {
  const house = await openHostHouse({ folder, services: watched(services, dying(/MergeProposal/)) });
  try {
    const notes = await personIn(house);
    const { revision } = await notes.write('Pond', 'one\n\ntwo\n\nthree\n');
    insist(await notes.client.send('PUT', `${notes.api}/agent-policy`, { body: { default: 'propose', rules: [] } }), 200);
    insist(await house.notes.save('Pond', 'ONE\n\ntwo\n\nthree\n', { revision }), 202);
    proposal = insist(await house.notes.save('Reed', 'High.\n'), 202).json<{ proposal: typeof proposal }>().proposal;
    await notes.write('Pond', 'one\n\ntwo\n\nTHREE\n', revision);
    answered = insist(await merge(notes), 200).json();
  } finally {
    await house.close();
  }
}, 60_000);

const changesOf = async (notes: WikiAt): Promise<readonly Change[]> =>
  (await notes.changes()).json<{ entries: readonly Change[] }>().entries;

/** How the wiki, git and the proposal stand to each other; they have to tell of one state. */
const standing = async (house: HostHouse, notes: WikiAt): Promise<'open' | 'merged'> => {
  const changes = await changesOf(notes);
  const merges = changes.filter(({ intent }) => intent === 'merge');
  const { status, closing } = (await notes.client.get(`${notes.api}/proposals/${proposal.id}`)).json<{
    proposal: { status: 'open' | 'merged'; closing?: { revision: string } };
  }>().proposal;
  expect(merges.map(({ revision }) => revision)).toEqual(status === 'merged' ? [closing?.revision] : []);
  expect((await notes.read('Reed')).status).toBe(status === 'merged' ? 200 : 404);
  expect((await notes.read('Pond')).json()).toMatchObject({ content: `${status === 'merged' ? 'ONE' : 'one'}\n\ntwo\n\nTHREE\n` });
  const remote = remoteOf(house.ready.url, notes.name, `ada:${house.ready.token}`);
  const [head] = (await git.must('.', 'ls-remote', remote, 'refs/heads/main')).split('\t');
  expect(changes.map(({ revision }) => revision)).toContain(head);
  expect((await notes.read('Pond')).json<{ revision: string }>().revision).toBe(head);
  return status;
};

const fsck = (data: string): string => {
  const [repository = ''] = readdirSync(join(data, 'repositories'));
  const args = ['--git-dir', join(data, 'repositories', repository), 'fsck', '--full', '--strict', '--no-dangling'];
  return execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' });
};

const mergedOnceAfter = async (death: Death): Promise<string> => {
  const house = await openHostHouse({ folder: death.folder });
  try {
    const notes = await personIn(house);
    const before = await standing(house, notes);
    const again = insist(await merge(notes), 200).json();
    if (before === 'merged') expect([death.at, again]).toEqual([death.at, answered]);
    expect(await standing(house, notes)).toBe('merged');
    insist(await notes.save('After', 'All is well.\n'), 201);
    expect(house.deadLetters()).toEqual([]);
    return before;
  } finally {
    await house.close();
    expect(fsck(death.folder)).toBe('');
  }
};

it('a proposal is merged once or not at all wherever the program dies, and whoever asks again finds it merged', async () => {
  const found: string[] = [];
  for (const death of deaths) found.push(`${death.at}: ${await mergedOnceAfter(death)}`);
  expect(new Set(found.map((line) => line.split(': ')[1]))).toEqual(new Set(['open', 'merged']));
}, 60_000);
