/** A program that receives webhooks, on this machine: what came, and what it answers. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  /** The three headers of Standard Webhooks, as its libraries take them. */
  readonly headers: Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>>;
  readonly text: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Of each delivery in the order of their coming: the sequence of its change, null for a test. */
  readonly sequences: (path: string) => readonly (number | null)[];
  /** What is answered from now on; 204 unless told. 0 says nothing at all. */
  readonly answers: (status: (received: Received) => number) => void;
  /** Resolves when so many have come to a path. @throws when they do not come in time */
  readonly arrived: (path: string, count: number, withinMs?: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const sequenceOf = ({ text }: Received): number | null =>
  (JSON.parse(text) as { data: { change?: { sequence: number } } }).data.change?.sequence ?? null; // what wikibot sends

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)); // it listens on a port
  });

export const openReceiver = async (): Promise<Receiver> => {
  const received: Received[] = [];
  let answer: (one: Received) => number = () => 204;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const header = (name: string): string => String(request.headers[name] ?? '');
      const headers = {
        'webhook-id': header('webhook-id'),
        'webhook-timestamp': header('webhook-timestamp'),
        'webhook-signature': header('webhook-signature'),
      };
      const one: Received = { path: request.url ?? '', headers, text: Buffer.concat(pieces).toString() };
      received.push(one);
      const status = answer(one);
      if (status > 0) response.writeHead(status).end();
    });
  });
  const url = await listening(server);
  const at = (path: string): readonly Received[] => received.filter((one) => one.path === path);
  return {
    url,
    received,
    sequences: (path) => at(path).map(sequenceOf),
    answers: (status) => void (answer = status),
    arrived: async (path, count, withinMs = 20_000) => {
      const until = Date.now() + withinMs;
      while (at(path).length < count) {
        if (Date.now() > until) throw new Error(`${at(path).length} instead of ${count} deliveries came to ${path}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
};
