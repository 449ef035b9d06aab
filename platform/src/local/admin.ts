/** The operator's door of a running host: HTTP and JSON over a socket that ordinary tokens neither open nor need. */
import { chmodSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { DoorAnswer, DoorInput, DoorName } from '@wikibot/contracts/http/operator';
import { operatorDoors } from '@wikibot/contracts/http/operator';
import type { Log } from '../kernel/ports.ts';
import type { AdminPlace } from './admin-place.ts';

/** What stands behind each door. Whatever they throw is told to the operator. */
export type AdminDoors = { readonly [N in DoorName]: (input: DoorInput<N>) => Promise<DoorAnswer<N>> };

export interface Admin {
  readonly path: string;
  stop(): Promise<void>;
}

const MOST_BYTES = 64 * 1024;

export const startAdmin = async (parts: { readonly place: AdminPlace; readonly doors: AdminDoors; readonly log: Log }): Promise<Admin> => {
  const { place, doors, log } = parts;
  const server = createServer((incoming, outgoing) => {
    answer(incoming, doors).then(
      ({ status, body }) => send(outgoing, status, body),
      (error: unknown) => {
        log('error', 'an operator request failed', { door: incoming.url, reason: String(error) });
        send(outgoing, 500, { error: error instanceof Error ? error.message : String(error) });
      },
    );
  });
  place.clear();
  await listenAlone(server, place.path);
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    place.clear();
  };
  return { path: place.path, stop };
};

/** Nobody but this user may connect, from the first moment on. */
const listenAlone = async (server: Server, path: string): Promise<void> => {
  const pipe = path.startsWith('\\\\');
  const before = pipe ? undefined : process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(path, resolve);
    });
    if (!pipe) chmodSync(path, 0o600);
  } finally {
    if (before !== undefined) process.umask(before);
  }
};

const answer = async (incoming: IncomingMessage, doors: AdminDoors): Promise<{ status: number; body: unknown }> => {
  const name = (incoming.url ?? '').slice(1);
  if (incoming.method !== 'POST' || !isDoor(name)) return { status: 404, body: { error: `There is no door ${name}.` } };
  const input = operatorDoors[name].input.safeParse(JSON.parse(await bodyOf(incoming)));
  if (!input.success)
    return { status: 422, body: { error: input.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') } };
  return { status: 200, body: await doors[name](input.data as never) }; // the door's own schema has just read it
};

const isDoor = (name: string): name is DoorName => Object.hasOwn(operatorDoors, name);

const bodyOf = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`the request is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const send = (outgoing: ServerResponse, status: number, body: unknown): void => {
  outgoing.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
};
