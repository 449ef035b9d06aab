/** A server on this machine for specs: what a stranger on the internet might answer. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Receiver {
  readonly port: number;
  readonly seen: Seen[];
  on(path: string, answer: (response: ServerResponse, seen: Seen) => void): void;
}

export const useReceiver = (): Receiver => {
  const answers = new Map<string, (response: ServerResponse, seen: Seen) => void>();
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(pieces).toString() };
      seen.push(one);
      const answer = answers.get(url.split('?', 1)[0] ?? '');
      if (answer) answer(response, one);
      else response.writeHead(404).end();
    });
  });
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return {
    seen,
    on: (path, answer) => void answers.set(path, answer),
    get port() {
      return (server.address() as AddressInfo).port; // it listens on a port, not on a socket
    },
  };
};
