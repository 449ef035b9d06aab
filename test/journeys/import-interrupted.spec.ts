import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ImportReport } from '@wikibot/platform/ops/import-report';
import { commandLine } from '../house/command-line.ts';
import { fileTree, writeTree } from '../house/file-tree.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';

let house: House;
const work = temporaryFolder();
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
  work.remove();
});

/** A network between: it hands every request on, and loses the answers to these turns (from 1). */
const lossyNetwork = async (target: string, lost: readonly number[]): Promise<{ url: string; turns: () => number; server: Server }> => {
  let turn = 0;
  const carry = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    turn += 1;
    const mine = turn;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const { authorization = '', 'idempotency-key': key = '', 'content-type': type = '' } = incoming.headers;
    const headers = { authorization, 'idempotency-key': String(key), 'content-type': type };
    const answer = await fetch(`${target}${incoming.url ?? ''}`, {
      method: incoming.method ?? 'GET',
      headers,
      body: Buffer.concat(chunks),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (lost.includes(mine)) incoming.socket.destroy();
    else outgoing.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
  };
  const server = createServer((incoming, outgoing) => void carry(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, turns: () => turn, server };
};

const commits = async (): Promise<number> => (await house.notes.changes()).json<{ total: number }>().total;

it('does nothing twice when the answer to a batch is lost, and reports it as if it had come', async () => {
  const before = await commits();
  const pages = Object.fromEntries(
    Array.from({ length: 250 }, (_, index) => [`Story/${String(index).padStart(3, '0')}.md`, `Page ${index}.\n`]),
  );
  const network = await lossyNetwork(house.ready.url, [1, 2, 4]);
  const wikibot = commandLine(work.path, { sleep: () => Promise.resolve() });
  const folder = writeTree(join(work.path, 'story'), fileTree(pages));
  const end = await wikibot('import', folder, 'ada/notes', '--url', network.url, '--token', house.ready.token, '--json');
  network.server.closeAllConnections();
  await new Promise((resolve) => network.server.close(resolve));
  expect(end.json<ImportReport>()).toMatchObject({ written: 250, unchanged: 0, renamed: [], refused: [] });
  expect(end.err).toContain('connection lost');
  expect([network.turns(), (await commits()) - before]).toEqual([5, 2]);
});

it('says how far it came when the network stays away', async () => {
  const network = await lossyNetwork(
    house.ready.url,
    Array.from({ length: 20 }, (_, index) => index + 2),
  );
  const wikibot = commandLine(work.path, { sleep: () => Promise.resolve() });
  const files = Object.fromEntries(
    Array.from({ length: 201 }, (_, index) => [`Tale/${String(index).padStart(3, '0')}.md`, `Page ${index}.\n`]),
  );
  const end = await wikibot(
    'import',
    writeTree(join(work.path, 'tale'), fileTree(files)),
    'ada/notes',
    '--url',
    network.url,
    '--token',
    house.ready.token,
  );
  network.server.closeAllConnections();
  await new Promise((resolve) => network.server.close(resolve));
  expect(end).toMatchObject({
    exit: 1,
    out: expect.stringMatching(/^Stopped before the end: .* does not answer[^]*200 files of the folder tale written/),
  });
});
