import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { client } from '../house/client.ts';
import { openReceiver } from '../house/receiver.ts';
import { startChild } from '../house/running-host.ts';
import type { ChildHost } from '../house/running-host.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { insist, wikiAt } from '../house/wiki.ts';

/** A hang detector: two starts, and the time after which nobody waits for a program that has died. */
const LIMIT_MS = 120_000;

const folder = temporaryFolder();
const running: ChildHost[] = [];
const start = async (): Promise<ChildHost> => {
  const host = await startChild(join(folder.path, 'data'), ['--port', '0', '--owner', 'ada', '--allow-private-network']);
  running.push(host);
  return host;
};
afterEach(async () => {
  for (const host of running.splice(0)) await host.kill();
});
afterAll(() => folder.remove());

describe('a host that is killed while an endpoint has a delivery and has not answered', () => {
  it(
    'delivers it again under the same id when it is back, and the rest in order',
    async () => {
      const receiver = await openReceiver();
      receiver.answers(() => 0);
      const first = await start();
      const before = wikiAt(client(first.ready.url, { bearer: first.ready.token }), first.ready.wiki);
      insist(await before.client.send('POST', `${before.api}/webhooks`, { body: { url: `${receiver.url}/killed` } }), 201);
      const { sequence } = await before.write('Pond', 'x');
      await receiver.arrived('/killed', 1);
      await first.kill();
      receiver.answers(() => 204);
      const second = await start();
      const after = wikiAt(client(second.ready.url, { bearer: first.ready.token }), first.ready.wiki);
      const next = await after.write('Reed', 'x');
      await receiver.arrived('/killed', 3, 60_000);
      expect(receiver.sequences('/killed')).toEqual([sequence, sequence, next.sequence]);
      const [one, two] = receiver.received;
      expect(one?.headers['webhook-id']).toBe(two?.headers['webhook-id']);
      await receiver.close();
    },
    LIMIT_MS,
  );
});

describe('a machine that was not told that its own network may be called', () => {
  it(
    'has no webhooks there',
    async () => {
      const host = await startChild(join(folder.path, 'other'), ['--port', '0', '--owner', 'ada']);
      running.push(host);
      const wiki = wikiAt(client(host.ready.url, { bearer: host.ready.token }), host.ready.wiki);
      for (const url of ['http://127.0.0.1:9/', 'http://localhost:9/', 'http://[::1]:9/', 'http://10.0.0.1/', host.ready.url]) {
        const answer = await wiki.client.send('POST', `${wiki.api}/webhooks`, { body: { url } });
        expect([answer.status, answer.json<{ code: string }>().code]).toEqual([422, 'webhook.address']);
      }
    },
    LIMIT_MS,
  );
});
