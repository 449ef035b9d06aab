import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openHostHouse } from '../house/host.ts';
import type { HostHouse } from '../house/host.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { createWikiAt, insist, wikiAt } from '../house/wiki.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

const base = temporaryFolder();
const begun = join(base.path, 'begun');
let id: string;
let began: number;

/** A wiki whose deletion has begun, in a program that has ended. */
beforeAll(async () => {
  const house = await openHostHouse({ folder: begun });
  const made = await createWikiAt(house.owner, { name: 'Herbs', slug: 'herbs' });
  await made.wiki.write('Thyme', 'A small herb.\n');
  id = made.id;
  insist(await house.owner.send('DELETE', `/api/v1/wikis/${id}`, { body: { confirm: 'ada/herbs' } }), 202);
  began = Date.now();
  await waiting(house);
  await house.close();
}, 60_000);
afterAll(() => base.remove());

const standing = ({ host }: HostHouse): string => {
  const [{ name = '' } = {}] = host.sagas.list({ stateMachine: 'wiki-deletion', limit: 1 }).executions;
  const { status, at = [] } = host.sagas.describe('wiki-deletion', name) ?? { status: 'NONE' };
  return status === 'RUNNING' ? at.join() : status;
};

/** The owner's decision finds whoever waits only when it is known who waits. */
const waiting = async ({ host }: HostHouse): Promise<void> => {
  const wiki = await host.runtimes.get('wiki')?.ports();
  const [{ name = '' } = {}] = host.sagas.list({ stateMachine: 'wiki-deletion', limit: 1 }).executions;
  await until(async () => (await wiki?.table.get({ pk: `deletion#${name}`, sk: 'token' })) !== undefined);
};

const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  for (let attempt = 0; !(await isSo()); attempt += 1) {
    if (attempt > 400) throw new Error(`it does not come to be: ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

/** A future of its own for each test: the program is started at each of these times, and stopped again. */
const lives = async (name: string, ...times: readonly [since: number, live: (house: HostHouse) => Promise<void>][]): Promise<void> => {
  const folder = join(base.path, name);
  cpSync(begun, folder, { recursive: true });
  for (const [since, live] of times) {
    const house = await openHostHouse({ folder, later: began + since - Date.now() });
    try {
      await live(house);
      expect(house.deadLetters()).toEqual([]);
    } finally {
      await house.close();
    }
  }
};

const restored = (house: HostHouse) => house.owner.send('POST', `/api/v1/wikis/${id}/restore`);
const isThere = async (house: HostHouse): Promise<void> => {
  expect(insist(await house.owner.get(`/api/v1/wikis/${id}`), 200).json()).toMatchObject({ status: 'active' });
  insist(await wikiAt(house.owner, 'ada/herbs').save(`Page_${Date.now()}`, 'Saved.\n'), 201);
};
const isGone = async (house: HostHouse): Promise<void> => {
  await until(async () => (await house.owner.get(`/api/v1/wikis/${id}`)).status === 404);
  expect((await restored(house)).status).toBe(404);
  await until(() => standing(house) === 'LetLateWorkEnd');
};

it(
  'can be brought back in the last hour of the seventh day, and is there for good',
  () =>
    lives(
      'lastHour',
      [
        7 * DAY_MS - HOUR_MS,
        async (house) => {
          expect(insist(await restored(house), 200).json()).toMatchObject({ status: 'active' });
          await until(() => standing(house) === 'SUCCEEDED');
          await isThere(house);
        },
      ],
      [9 * DAY_MS, isThere],
    ),
  60_000,
);

it(
  'goes by itself after seven days, though the program was started anew in between, and does not come back',
  () =>
    lives(
      'between',
      [
        3 * DAY_MS,
        async (house) => {
          expect((await house.owner.get(`/api/v1/wikis/${id}`)).json()).toMatchObject({ status: 'deleting' });
          expect(standing(house)).toBe('AwaitDeletion');
        },
      ],
      [7 * DAY_MS + HOUR_MS, isGone],
      [
        7 * DAY_MS + 2 * HOUR_MS,
        async (house) => {
          await until(() => standing(house) === 'SUCCEEDED');
          await createWikiAt(house.owner, { name: 'New herbs', slug: 'herbs' });
        },
      ],
    ),
  60_000,
);

it('goes when the program comes back after months in which it did not run', () => lives('months', [60 * DAY_MS, isGone]), 60_000);

it(
  'deleted again after it was brought back, it has seven days again',
  () =>
    lives(
      'again',
      [
        6 * DAY_MS,
        async (house) => {
          insist(await restored(house), 200);
          insist(await house.owner.send('DELETE', `/api/v1/wikis/${id}`, { body: { confirm: 'ada/herbs' } }), 202);
          await waiting(house);
        },
      ],
      [
        8 * DAY_MS,
        async (house) => {
          expect((await house.owner.get(`/api/v1/wikis/${id}`)).json()).toMatchObject({ status: 'deleting' });
          expect(standing(house)).toBe('AwaitDeletion');
        },
      ],
      [13 * DAY_MS + HOUR_MS, isGone],
    ),
  60_000,
);
