import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../house/client.ts';
import { commandLine } from '../house/command-line.ts';
import { gitClient, remoteOf } from '../house/git-client.ts';
import { openHostHouse } from '../house/host.ts';
import type { HostHouse } from '../house/host.ts';
import { seededRandom } from '../house/seeded-random.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { insist } from '../house/wiki.ts';
import type { PageRead } from '../house/wiki.ts';

const STEPS = Number(process.env['STEPS'] ?? 80);
/** Milliseconds that a busy machine may take for one. */
const A_STEP = 1_000;
const SEED = Number(process.env['SEED'] ?? 11);
const PAGES = ['Pond', 'Reed', 'Pond/Deep', 'Reed/Deep', 'Lake/Shore', 'Lake/Shore/Sand', 'Frog'] as const;

let house: HostHouse;
const home = temporaryFolder();
const git = gitClient(home.path);
beforeAll(async () => {
  house = await openHostHouse();
});
afterAll(async () => {
  await house.close();
  home.remove();
});

const random = seededRandom(SEED);
const upTo = (count: number): number => Math.floor(random() * count);
const oneOf = <T>(some: readonly T[]): T => some[upTo(some.length)] as T; // there is always one
const page = (): string => oneOf(PAGES);

const send = (method: string, path: string, body: object): Promise<Answer> =>
  house.owner.send(method, `${house.notes.api}${path}`, { body, headers: { 'wikibot-session': `session-${upTo(4)}` } });

const listed = async <T>(path: string, name: string): Promise<readonly T[]> => {
  const answer = await house.owner.get(`${house.notes.api}${path}`);
  return answer.status === 200 ? (answer.json<Record<string, T[]>>()[name] ?? []) : [];
};

const textOf = (path: string): string => `# ${path}\n\n${upTo(5)} [[${page()}]] [l](/${page()}) ![](./seen.txt)\n\n## Part\n\n${upTo(3)}\n`;

const revisionOf = async (path: string): Promise<string | undefined> => {
  const answer = await house.notes.read(path);
  return answer.status === 200 ? answer.json<PageRead>().revision : undefined;
};

const operations = ['append', 'replace', 'insert_before', 'delete'] as const;

interface Told {
  readonly revision: string;
}

/** What people and agents do to a wiki. Much of it is refused, as the pages stand just then. */
const deeds: readonly (() => Promise<Answer | undefined>)[] = [
  async () => {
    const path = page();
    const revision = await revisionOf(path);
    return send('PUT', `/pages/${path}`, { content: textOf(path), ...(revision === undefined ? {} : { revision }) });
  },
  async () => {
    const path = page();
    const revision = await revisionOf(path);
    return send('PATCH', `/section/${path}`, { section: 'Part', operation: oneOf(operations), content: `${upTo(3)}\n`, revision });
  },
  () => send('DELETE', `/pages/${page()}`, { recursive: upTo(2) === 0 }),
  () => send('POST', `/pages/${page()}/rename`, { new_path: page() }),
  () => send('POST', `/pages/${page()}/restore`, { recursive: upTo(2) === 0 }),
  async () => {
    const path = page();
    const history = await listed<Told>(`/pages/${path}/history`, 'history');
    return history.length === 0 ? undefined : send('POST', `/pages/${path}/restore`, { restore: oneOf(history).revision });
  },
  async () => {
    const { revision } = oneOf(await listed<Told>('/changelog?limit=20', 'entries'));
    return send('POST', `/commits/${revision}/revert`, { skip_conflicts: upTo(2) === 0 });
  },
  async () => {
    const sessions = await listed<{ session: string }>('/sessions', 'sessions');
    if (sessions.length === 0) return undefined;
    return send('POST', `/sessions/${encodeURIComponent(oneOf(sessions).session)}/undo`, { skip_conflicts: upTo(2) === 0 });
  },
  () => send('POST', `/pages/${page()}/attachments`, { filename: 'seen.txt', content: Buffer.from(`seen ${upTo(4)}`).toString('base64') }),
];

/** Writing is what the rest needs, so it is done more often. */
const weighted = [deeds[0], ...deeds] as readonly (() => Promise<Answer | undefined>)[]; // the first is there

describe(`a wiki to which much was done (SEED=${SEED})`, () => {
  it(
    'answers every deed, done or refused',
    async () => {
      const done: number[] = [];
      for (let step = 0; step < STEPS; step += 1) {
        const answer = await oneOf(weighted)();
        if (answer) insist(answer, 200, 201, 404, 409, 422);
        done.push(answer?.status ?? 0);
      }
      expect(done.filter((status) => status === 200 || status === 201).length).toBeGreaterThan(STEPS / 4);
    },
    A_STEP * STEPS,
  );

  it('is cloned whole, and every page reads as in the clone', async () => {
    await git.must('.', 'clone', '--quiet', remoteOf(house.ready.url, house.notes.name, `git:${house.ready.token}`), 'clone');
    expect(await git.run('clone', 'fsck', '--strict', '--full')).toMatchObject({ code: 0 });
    const files = (await git.must('clone', '-c', 'core.quotePath=false', 'ls-files')).split('\n');
    const pages = files.flatMap((file) => (file.endsWith('.md') ? [file.slice(0, -'.md'.length)] : []));
    expect([...(await house.notes.paths())].toSorted()).toEqual(pages.toSorted());
    for (const path of pages) {
      const stored = readFileSync(join(home.path, 'clone', `${path}.md`), 'utf8');
      expect(insist(await house.notes.read(path), 200).json<PageRead>().content).toBe(stored);
      const blamed = insist(await house.owner.get(`${house.notes.api}/pages/${path}/blame`), 200).json<{ text: string }>();
      expect(blamed.text).toBe(stored);
      insist(await house.notes.view(path), 200);
    }
  });

  it('agrees with itself: stream, repository and every view', async () => {
    const { exit, out } = await commandLine(house.folder)('check');
    expect([exit, out]).toEqual([0, '1 wiki checked, all agree\n']);
    expect(house.deadLetters()).toEqual([]);
  });
});
