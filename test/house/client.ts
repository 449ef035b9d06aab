/**
 * A client over plain `node:http`: paths go out exactly as written (no dots resolved, nothing encoded twice), cookies are kept as a
 * browser keeps them, and the consistency token of every answer goes with the next request.
 */
import { Agent, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { formatToken, mergeTokens, parseToken, TOKEN_HEADER } from '@wikibot/contracts/define/token';
import type { Token } from '@wikibot/contracts/define/token';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; the caller says of what shape, and the test checks what it uses. */
  readonly json: <T = Record<string, unknown>>() => T;
}

export interface Sending {
  /** An object is sent as JSON; a string or bytes as they are. */
  readonly body?: object | string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Client {
  readonly url: string;
  readonly send: (method: string, path: string, sending?: Sending) => Promise<Answer>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** The consistency token it carries by now. */
  readonly token: () => Token;
  /** Follows up to five redirects, as a browser does. */
  readonly open: (path: string) => Promise<Answer>;
}

export interface Credentials {
  readonly bearer?: string;
  /** Keeps cookies and says where its requests come from. */
  readonly browser?: boolean;
  /** What it has seen before. */
  readonly token?: Token;
}

/** One pool for all clients: a house full of them would otherwise open a connection for each. */
const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: 60_000 });
agent.on('free', (socket: { unref(): void }) => socket.unref());

const bodyOf = (body: Sending['body']): { bytes?: Uint8Array; type?: string } => {
  if (body === undefined) return {};
  if (typeof body === 'string') return { bytes: Buffer.from(body) };
  if (body instanceof Uint8Array) return { bytes: body };
  return { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json' };
};

interface Wire {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array | undefined;
}

/** Node does not say the name of the host that resolves to both loopbacks, so the address is plain. */
const exchange = (base: URL, { method, path, headers, bytes }: Wire): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options = { agent, host: '127.0.0.1', port: base.port, method, path, headers: { host: base.host, ...headers } };
    const outgoing = httpRequest(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: <T>() => JSON.parse(text) as T });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });

/** Cookies by name; an expired one is forgotten. Attributes are the browser tests' business. */
const cookieJar = () => {
  const kept = new Map<string, string>();
  return {
    keep: (lines: readonly string[]): void => {
      for (const line of lines) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/max-age=0/i.test(line)) kept.delete(name);
        else kept.set(name, value);
      }
    },
    header: (): string => [...kept].map(([name, value]) => `${name}=${value}`).join('; '),
  };
};

export const client = (url: string, { bearer, browser = false, token: seen = {} }: Credentials = {}): Client => {
  const base = new URL(url);
  const jar = cookieJar();
  let token: Token = seen;

  const whoAsks = (method: string): Record<string, string> => ({
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    ...(browser && jar.header() !== '' ? { cookie: jar.header() } : {}),
    ...(browser && method !== 'GET' ? { origin: base.origin, 'sec-fetch-site': 'same-origin' } : {}),
    ...(browser ? { accept: 'text/html,application/xhtml+xml' } : {}),
  });

  const whatIsSent = ({ bytes, type }: ReturnType<typeof bodyOf>): Record<string, string> => ({
    ...(formatToken(token) === '' ? {} : { [TOKEN_HEADER.toLowerCase()]: formatToken(token) }),
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(bytes === undefined ? {} : { 'content-length': String(bytes.byteLength) }),
  });

  const send = async (method: string, path: string, sending: Sending = {}): Promise<Answer> => {
    const sent = bodyOf(sending.body);
    const headers = { ...whoAsks(method), ...whatIsSent(sent), ...sending.headers };
    const ask = (): Promise<Answer> => exchange(base, { method, path, headers, bytes: sent.bytes });
    let answer = await ask();
    // A busy machine says that it is behind, and to try again; nothing was done then.
    for (let again = 0; again < 5 && answer.status === 503 && answer.text.includes('"view.behind"'); again += 1) answer = await ask();
    jar.keep(answer.headers['set-cookie'] ?? []);
    token = mergeTokens(token, parseToken(answer.headers[TOKEN_HEADER.toLowerCase()] as string | undefined));
    return answer;
  };

  const open = async (path: string): Promise<Answer> => {
    let answer = await send('GET', path);
    for (let hop = 0; hop < 5 && answer.headers.location !== undefined && answer.status < 400; hop += 1) {
      const next = new URL(answer.headers.location, base);
      if (next.origin !== base.origin) throw new Error(`led away to ${next.origin}`);
      answer = await send('GET', `${next.pathname}${next.search}`);
    }
    return answer;
  };

  return { url, send, open, token: () => token, get: (path, headers = {}) => send('GET', path, { headers }) };
};
