/** Requests over kept-alive connections, with as little of our own as possible between the clock and the socket. */
import { Agent, request } from 'node:http';

export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly etag: string | undefined;
  readonly text: string;
}

export interface Connection {
  readonly ask: (asked: Asked) => Promise<Answered>;
  readonly close: () => void;
}

export const connection = (url: string, token: string): Connection => {
  const { port, host } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const ask = ({ method = 'GET', path, body, headers = {} }: Asked): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const sent = bytes === undefined ? {} : { 'content-type': 'application/json', 'content-length': bytes.byteLength };
      const all = { host, authorization: `Bearer ${token}`, 'user-agent': 'load', ...sent, ...headers };
      const outgoing = request({ agent, host: '127.0.0.1', port, method, path, headers: all }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, etag: incoming.headers.etag, text: Buffer.concat(chunks).toString() }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(bytes);
    });
  return { ask, close: () => agent.destroy() };
};
