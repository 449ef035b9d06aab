import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import type { Token } from '@wikibot/contracts/define/token';
import { mergeTokens } from '@wikibot/contracts/define/token';
import { client } from '../house/client.ts';
import { openHostHouse } from '../house/host.ts';
import { eras } from '../house/mcp-client.ts';
import { startChild } from '../house/running-host.ts';
import type { ChildHost } from '../house/running-host.ts';
import { seededRandom } from '../house/seeded-random.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { wikiAt } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';
import { allChanges, brokenPromises, disagreements, promisesOf } from './promises.ts';
import { writeAll, writersOf } from './writing.ts';
import type { WritingLog } from './writing.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const SEED = Number(process.env['SEED'] ?? 1);
const WRITERS = 6;

/** A hang detector: two starts, and all promises so far looked up. */
const ROUND_LIMIT_MS = 120_000;

const folder = temporaryFolder();
const data = join(folder.path, 'data');
afterAll(() => folder.remove());

/** A round that fails leaves no host behind that would hold the folder against the next. */
const running: ChildHost[] = [];
afterEach(async () => {
  for (const host of running.splice(0)) await host.kill();
});
const start = async (): Promise<ChildHost> => {
  const host = await startChild(data);
  running.push(host);
  return host;
};

const random = seededRandom(SEED);
const logs: WritingLog[] = [];
let token: Token = {};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const wikiOf = (host: ChildHost): WikiAt => wikiAt(client(host.ready.url, { bearer: host.ready.token, token }), 'ada/notes');

/** A fault of the host is no crash of ours: it ends the round, with what the host said of it. */
const toldBy =
  (host: ChildHost) =>
  (cause: unknown): never => {
    throw new Error(`${String(cause)}\n${host.stderr().slice(-3000)}`, { cause });
  };

/** Writes with all clients, and kills the host at some moment between two acknowledgements. */
const crash = async (round: number): Promise<WritingLog> => {
  const host = await start();
  const wikis = Array.from({ length: WRITERS }, () => wikiOf(host));
  let waitFor = 3 + Math.floor(random() * 80);
  const enough = Promise.withResolvers<void>();
  const acknowledged = (): void => {
    waitFor -= 1;
    if (waitFor === 0) enough.resolve();
  };
  try {
    const writing = writeAll(writersOf(wikis, { round, acknowledged })).catch(toldBy(host));
    await Promise.race([enough.promise, writing]);
    await pause(random() * 10);
    await host.kill();
    return await writing;
  } finally {
    await host.kill();
    token = mergeTokens(token, ...wikis.map((wiki) => wiki.client.token()));
  }
};

const git = (...args: readonly string[]): string => {
  const [repository = ''] = readdirSync(join(data, 'repositories'));
  return execFileSync('git', ['--git-dir', join(data, 'repositories', repository), ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
};

/** The ref only follows the head, so it may be a moment late. */
const refReaches = async (revision: string): Promise<string> => {
  for (let attempt = 0; attempt < 100 && git('rev-parse', 'HEAD') !== revision; attempt += 1) await pause(50);
  return git('rev-parse', 'HEAD');
};

const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

describe.each(rounds)('a host that is killed while it writes, round %i', (round) => {
  it(
    'leaves some unanswered, and keeps everything that it has acknowledged',
    async () => {
      const log = await crash(round);
      logs.push(log);
      expect(log.unanswered).toBeGreaterThan(0);
      const host = await start();
      try {
        const wiki = wikiOf(host);
        const promises = promisesOf(logs);
        expect(await brokenPromises(wiki, promises)).toEqual([]);

        const last = await wiki.write(`Crash/After_${round}`, `Written after round ${round}.\n`);
        const [, connect] = eras[0] ?? [];
        const agent = await connect?.(host.ready.mcpUrl, host.ready.token);
        if (agent) expect(await disagreements(wiki, agent, [...promises.keys(), last.path])).toEqual([]);
        await agent?.close();

        expect(await refReaches(last.revision)).toBe(last.revision);
        expect(git('fsck', '--full', '--strict', '--no-dangling')).toBe('');
        expect((await host.stop()).code).toBe(0);
      } finally {
        await host.kill();
      }
    },
    ROUND_LIMIT_MS,
  );
});

describe('after all rounds', () => {
  it('many writes were acknowledged', () => {
    const acknowledged = logs.flatMap((log) => log.attempts.filter((attempt) => attempt.ack));
    expect(acknowledged.length).toBeGreaterThan(ROUNDS * 5);
  });

  it('no event is left dead, and the changelog has no gap', async () => {
    const house = await openHostHouse({ folder: data });
    try {
      const sequences = (await allChanges(house.notes)).map((entry) => entry.sequence).filter((sequence) => sequence > 3);
      expect(sequences).toEqual(sequences.map((_, index) => index + 4));
      expect(house.deadLetters()).toEqual([]);
    } finally {
      await house.close();
    }
  });
});
