import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { client } from '../house/client.ts';
import { gitClient, remoteOf } from '../house/git-client.ts';
import { startChild } from '../house/running-host.ts';
import type { ChildHost } from '../house/running-host.ts';
import { seededRandom } from '../house/seeded-random.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { wikiAt } from '../house/wiki.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
/** A hang detector: two starts and a push a round. */
const ROUND_LIMIT_MS = 120_000;
const PAGES = 60;

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const git = gitClient(folder.path);
const random = seededRandom(Number(process.env['SEED'] ?? 3));

const running: ChildHost[] = [];
const start = async (): Promise<ChildHost> => {
  const host = await startChild(data);
  running.push(host);
  return host;
};
afterEach(async () => {
  for (const host of running.splice(0)) await host.kill();
});
afterAll(() => folder.remove());

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const remote = ({ ready }: ChildHost): string => remoteOf(ready.url, ready.wiki, `git:${ready.token}`);
const headOf = async (host: ChildHost): Promise<string> =>
  (await git.must('clone', 'ls-remote', remote(host), 'refs/heads/main')).split('\t')[0] ?? '';

/** A commit with many pages on what the wiki has. */
const prepare = async (host: ChildHost, round: number): Promise<{ readonly before: string; readonly after: string }> => {
  if (round === 0) await git.must('.', 'clone', '--quiet', remote(host), 'clone');
  await git.must('clone', 'pull', '--rebase', '--quiet', remote(host), 'main');
  const before = await headOf(host);
  const files = Array.from({ length: PAGES }, (_, place) => [`Round/Page_${place}.md`, `Round ${round}, page ${place}\n`]);
  return { before, after: await git.commit('clone', `Round ${round}`, Object.fromEntries(files)) };
};

describe.each(Array.from({ length: ROUNDS }, (_, round) => round))('a host that is killed in the middle of a push, round %i', (round) => {
  it(
    'has all of the push or nothing of it, and what was acknowledged',
    async () => {
      const host = await start();
      const { before, after } = await prepare(host, round);
      const pushing = git.run('clone', 'push', '--quiet', remote(host), 'main');
      // The first rounds die early, the later ones when the push is nearly or wholly done.
      await pause(((round + 1) / ROUNDS) * 200 + random() * 20);
      await host.kill();
      const { code } = await pushing;

      const again = await start();
      const head = await headOf(again);
      expect(code === 0 ? [after] : [before, after]).toContain(head);
      const notes = wikiAt(client(again.ready.url, { bearer: again.ready.token }), again.ready.wiki);
      const page = await notes.read('Round/Page_7');
      const shown = head === after ? `Round ${round}, page 7\n` : undefined;
      if (shown !== undefined) expect(page.json()).toMatchObject({ content: shown, revision: after });
      else if (page.status === 200) expect(page.json<{ content: string }>().content).not.toContain(`Round ${round},`);

      expect(await git.run('clone', 'push', '--quiet', remote(again), 'main')).toMatchObject({ code: 0 });
      expect(await headOf(again)).toBe(after);
      await git.must('.', 'clone', '--quiet', remote(again), `check${round}`);
      expect(await git.run(`check${round}`, 'fsck', '--strict', '--full')).toMatchObject({ code: 0 });
      expect((await again.stop()).code).toBe(0);
    },
    ROUND_LIMIT_MS,
  );
});

describe('after all rounds', () => {
  it('the repository holds nothing that git cannot make sense of', () => {
    const [repository = ''] = readdirSync(join(data, 'repositories'));
    const fsck = execFileSync('git', ['--git-dir', join(data, 'repositories', repository), 'fsck', '--full', '--strict', '--no-dangling'], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(fsck).toBe('');
  });
});
