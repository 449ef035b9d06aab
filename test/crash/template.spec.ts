import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { httpBackend } from '../../load/git-http-backend.ts';
import { client } from '../house/client.ts';
import { gitClient } from '../house/git-client.ts';
import { startChild } from '../house/running-host.ts';
import type { ChildHost } from '../house/running-host.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { insist, wikiAt } from '../house/wiki.ts';
import type { CreationSeen } from '../house/wiki.ts';

const folder = temporaryFolder();
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  folder.remove();
});

const start = async (): Promise<ChildHost> => {
  const host = await startChild(join(folder.path, 'data'), ['--port', '0', '--owner', 'ada', '--allow-private-network']);
  closing.push(host.kill);
  return host;
};

/** Git's own server behind one that keeps the first who asks for objects waiting for ever. */
const hangingOnce = async (root: string): Promise<{ readonly url: string; readonly hangs: Promise<void> }> => {
  const backend = await httpBackend(root);
  const reached = Promise.withResolvers<void>();
  let hasHung = false;
  const carry = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (incoming.method === 'POST' && !hasHung) {
      hasHung = true;
      return reached.resolve();
    }
    const { method, headers, url = '' } = incoming;
    incoming.pipe(
      request(`${backend.url}${url}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  };
  const server = createServer(carry).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
    await backend.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, hangs: reached.promise }; // a server that listens on a port has such an address
};

it('a wiki whose template was being fetched when the machine died begins with it all the same, in one commit', async () => {
  const git = gitClient(folder.path);
  await git.must('.', 'init', '--quiet', 'handbook');
  await git.commit('handbook', 'Ready', { 'Home.md': '# Handbook\n' });
  const server = await hangingOnce(folder.path);
  const first = await start();
  const body = { name: 'Notes', slug: 'made', template: { url: `${server.url}/handbook/.git` } };
  const ask = () => client(first.ready.url, { bearer: first.ready.token }).send('POST', '/api/v1/wikis', { body });
  const { progress } = insist(await ask(), 202).json<{ progress: string }>();
  await server.hangs;
  await first.kill();
  const { ready } = await start();
  const owner = client(ready.url, { bearer: first.ready.token });
  let seen: CreationSeen;
  do {
    await new Promise((resolve) => setTimeout(resolve, 100));
    seen = insist(await owner.get(progress), 200).json<CreationSeen>();
  } while (seen.status === 'creating');
  expect(seen.status).toBe('active');
  const wiki = wikiAt(owner, 'ada/made');
  expect(await wiki.paths()).toEqual(['Home']);
  expect((await wiki.changes()).json<{ total: number }>().total).toBe(1);
}, 120_000);
