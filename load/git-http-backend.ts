/** Git's own server for a folder of repositories, to compare with: `git http-backend` behind node:http, by gitprotocol-http's CGI. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpBackend {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const environmentOf = (root: string, incoming: IncomingMessage): NodeJS.ProcessEnv => {
  const { pathname, search } = new URL(incoming.url ?? '/', 'http://localhost');
  const { headers } = incoming;
  return {
    ...process.env,
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: pathname,
    QUERY_STRING: search.slice(1),
    REQUEST_METHOD: incoming.method,
    CONTENT_TYPE: headers['content-type'] ?? '',
    CONTENT_LENGTH: headers['content-length'] ?? '',
    HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
  };
};

/** CGI: header lines, an empty line, the body. */
const answer = (root: string, incoming: IncomingMessage, outgoing: ServerResponse): void => {
  const child = spawn('git', ['http-backend'], { env: environmentOf(root, incoming), stdio: ['pipe', 'pipe', 'inherit'] });
  incoming.pipe(child.stdin);
  let head: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    if (!head) return void outgoing.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    for (const line of head.toString('latin1', 0, end).split('\r\n')) {
      const [name = '', value = ''] = line.split(': ');
      if (name === 'Status') outgoing.statusCode = Number.parseInt(value, 10);
      else outgoing.setHeader(name, value);
    }
    outgoing.write(head.subarray(end + 4));
    head = undefined;
  });
  child.stdout.on('end', () => outgoing.end());
};

export const httpBackend = async (root: string): Promise<HttpBackend> => {
  const server = createServer((incoming, outgoing) => answer(root, incoming, outgoing)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a server that listens on a port has such an address
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
