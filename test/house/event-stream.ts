/** A client of server-sent events over plain `node:http`, as WHATWG HTML §9.2 reads them. */
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';

export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

export interface EventStream {
  readonly status: number;
  readonly type: string;
  /** The next event with data; undefined when the stream has ended. */
  readonly next: () => Promise<ServerEvent | undefined>;
  /** The id that a client would come back with. */
  readonly lastId: () => string;
  readonly close: () => void;
}

const fieldsOf = (block: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    block
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]),
  );

async function* blocksOf(incoming: IncomingMessage): AsyncGenerator<Readonly<Record<string, string>>> {
  let text = '';
  incoming.setEncoding('utf8');
  for await (const chunk of incoming) {
    text += String(chunk);
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield fieldsOf(text.slice(0, end));
      text = text.slice(end + 2);
    }
  }
}

/** Each stream has a connection of its own, so that closing it is what the server sees. */
export const followEvents = (url: string, path: string, headers: Readonly<Record<string, string>>): Promise<EventStream> =>
  new Promise((resolve, reject) => {
    const base = new URL(url);
    const options = { agent: new Agent(), host: '127.0.0.1', port: base.port, path };
    const outgoing = request({ ...options, headers: { host: base.host, accept: 'text/event-stream', ...headers } }, (incoming) => {
      const blocks = blocksOf(incoming);
      let lastId = '';
      const next = async (): Promise<ServerEvent | undefined> => {
        for (;;) {
          const { done, value } = await blocks.next();
          if (done) return undefined;
          lastId = value['id'] ?? lastId;
          if (value['data'] !== undefined) return { id: lastId, event: value['event'] ?? 'message', data: value['data'] };
        }
      };
      const type = String(incoming.headers['content-type']);
      resolve({ status: incoming.statusCode ?? 0, type, next, lastId: () => lastId, close: () => void incoming.destroy() });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
