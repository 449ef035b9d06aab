import { gzipSync } from 'node:zlib';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { OutgoingAnswer, OutgoingCall } from '../kernel/internet.ts';
import { BodyFailed, wholeBody } from '../kernel/internet.ts';
import { guardedInternet } from './guarded-internet.ts';
import type { Resolve } from './guarded-lookup.ts';
import { useReceiver } from './test-receiver.ts';

const receiver = useReceiver();
const AT_HOME = { privateNetwork: true, plainHttp: true };
const PUBLIC = { privateNetwork: false, plainHttp: true };

/** Names as an attacker's name server gives them out: one list of addresses for each time it is asked. */
const names = (...answers: readonly (readonly string[])[]): Resolve & { asked: string[] } => {
  const asked: string[] = [];
  const resolve = (host: string) => {
    asked.push(host);
    return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? []);
  };
  return Object.assign(resolve, { asked });
};

const here = (path: string, host = '127.0.0.1'): string => `http://${host}:${receiver.port}${path}`;
const get = (url: string, over: Partial<OutgoingCall> = {}, resolve?: Resolve) =>
  guardedInternet({ rules: AT_HOME, ...(resolve ? { resolve } : {}) }).fetch({ method: 'GET', url, ...over });
const problemOf = async (answer: ReturnType<typeof get>): Promise<string> => {
  const one = await answer;
  if (!one.ok) return one.problem;
  one.close();
  return `answered ${one.status}`;
};
const bodyProblemOf = async (answer: ReturnType<typeof get>): Promise<string> => {
  const one = (await answer) as OutgoingAnswer;
  return wholeBody(one).then(
    (bytes) => `${bytes.length} bytes`,
    (error: unknown) => (error instanceof BodyFailed ? error.problem : String(error)),
  );
};

describe('a call', () => {
  it('brings status, headers and body', async () => {
    receiver.on('/plain', (response) => response.writeHead(201, { 'x-one': 'a', 'set-cookie': ['b=1', 'c=2'] }).end('hello'));
    const answer = (await get(here('/plain'))) as OutgoingAnswer;
    expect(answer).toMatchObject({ ok: true, status: 201, url: here('/plain'), headers: { 'x-one': 'a', 'set-cookie': 'b=1, c=2' } });
    expect(Buffer.from(await wholeBody(answer)).toString()).toBe('hello');
  });

  it('sends bytes with their length, and what comes in pieces as it comes', async () => {
    receiver.on('/take', (response) => response.end());
    await get(here('/take'), { method: 'POST', body: Buffer.from('ab') });
    const pieces = async function* () {
      yield Buffer.from('a');
      yield Buffer.from('b');
    };
    await get(here('/take'), { method: 'POST', body: pieces() });
    expect(receiver.seen.slice(-2).map(({ body, headers }) => [body, headers['content-length']])).toEqual([
      ['ab', '2'],
      ['ab', undefined],
    ]);
  });

  it('says who calls, and asks for nothing packed', async () => {
    receiver.on('/who', (response) => response.end());
    await get(here('/who'), { headers: { 'accept-encoding': 'gzip' } });
    expect(receiver.seen.at(-1)?.headers).toMatchObject({ 'user-agent': 'wikibot', 'accept-encoding': 'identity', connection: 'close' });
  });
});

describe('an address that is not public', () => {
  it.each(['http://127.0.0.1', 'http://2130706433', 'http://[::1]', 'http://[::ffff:127.0.0.1]', 'http://0', 'http://169.254.169.254'])(
    'is not called when it is written out: %s',
    async (origin) => {
      const before = receiver.seen.length;
      const answer = guardedInternet({ rules: PUBLIC }).fetch({ method: 'GET', url: `${origin}:${receiver.port}/` });
      expect([await problemOf(answer), receiver.seen.length]).toEqual(['forbidden', before]);
    },
  );

  it.each([['127.0.0.1'], ['10.1.2.3'], ['::1'], ['64:ff9b::7f00:1']])('is not called by a name that leads to %s', async (address) => {
    const answer = guardedInternet({ rules: PUBLIC, resolve: names([address]) }).fetch({ method: 'GET', url: here('/', 'rebind.example') });
    expect(await problemOf(answer)).toBe('forbidden');
  });

  it('is not called by a name that leads to public addresses as well', async () => {
    expect(await problemOf(get(here('/', 'mixed.example'), {}, names(['127.0.0.1', '169.254.169.254'])))).toBe('forbidden');
  });

  it('is not called by localhost as the machine knows it', async () => {
    expect(await problemOf(guardedInternet({ rules: PUBLIC }).fetch({ method: 'GET', url: here('/', 'localhost') }))).toBe('forbidden');
  });

  it('is named in no answer', async () => {
    const answer = await get(here('/', 'inside.example'), {}, names(['169.254.1.1']));
    expect(JSON.stringify(answer)).not.toMatch(/169\.254/);
  });
});

describe('an objection', () => {
  it('is raised before anybody calls, to what is written and to where a name leads', async () => {
    const { objection } = guardedInternet({ rules: PUBLIC, resolve: names(['93.184.216.34'], ['10.0.0.1'], []) });
    expect(await objection('https://hooks.example/')).toBeUndefined();
    expect(await objection('https://hooks.example/')).toMatchObject({ problem: 'forbidden' });
    expect(await objection('https://hooks.example/')).toMatchObject({ problem: 'unresolved' });
    expect(await objection('https://[::1]/')).toMatchObject({ problem: 'forbidden' });
    expect(await objection('ftp://hooks.example/')).toMatchObject({ problem: 'address' });
    expect(await objection('https://1.1.1.1/')).toBeUndefined();
  });
});

describe('a name that changes its mind', () => {
  it('is asked once for each connection, which is made to what was checked', async () => {
    receiver.on('/once', (response) => response.end());
    const resolve = names(['127.0.0.1'], ['169.254.169.254']);
    expect(await problemOf(get(here('/once', 'rebind.example'), {}, resolve))).toBe('answered 200');
    expect(resolve.asked).toEqual(['rebind.example']);
  });

  it('is checked again at a redirect to itself', async () => {
    receiver.on('/self', (response) => response.writeHead(302, { location: '/elsewhere' }).end());
    const resolve = names(['127.0.0.1'], ['169.254.169.254']);
    expect(await problemOf(get(here('/self', 'rebind.example'), { redirects: 3 }, resolve))).toBe('forbidden');
  });
});

describe('a redirect', () => {
  const leads = (path: string, location: string, status = 302): void =>
    receiver.on(path, (response) => response.writeHead(status, { location }).end());

  it('is the answer unless it may be followed', async () => {
    leads('/away', '/there');
    expect(await get(here('/away'))).toMatchObject({ status: 302, headers: { location: '/there' } });
  });

  it('is followed as often as it may be', async () => {
    leads('/again', '/again?more');
    const before = receiver.seen.length;
    expect(await problemOf(get(here('/again'), { redirects: 3 }))).toBe('redirect');
    expect(receiver.seen.length - before).toBe(4);
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'forbidden'],
    ['http://[::ffff:a9fe:a9fe]/', 'forbidden'],
    ['http://0.0.0.0/', 'forbidden'],
    ['file:///etc/passwd', 'address'],
    ['gopher://127.0.0.1:6379/_', 'address'],
    ['http://127.0.0.1:22/', 'address'],
    ['http://ada:secret@127.0.0.1/', 'address'],
    ['//[', 'redirect'],
  ])('to %s ends the call', async (location, problem) => {
    leads('/hostile', location);
    expect(await problemOf(get(here('/hostile'), { redirects: 3 }))).toBe(problem);
  });

  it('to another host takes nothing along that was meant for the first', async () => {
    leads('/leak', here('/other', 'localhost'));
    receiver.on('/other', (response) => response.end());
    const headers = { authorization: 'Basic x', cookie: 'a=b', 'private-token': 'x', 'git-protocol': 'version=2' };
    await get(here('/leak'), { redirects: 1, headers });
    expect(receiver.seen.at(-1)?.headers).toMatchObject({ 'git-protocol': 'version=2' });
    expect(Object.keys(receiver.seen.at(-1)?.headers ?? {})).not.toEqual(expect.arrayContaining(['authorization']));
    expect(receiver.seen.at(-1)?.headers).not.toHaveProperty('cookie');
    expect(receiver.seen.at(-1)?.headers).not.toHaveProperty('private-token');
  });

  it('to the same host takes everything along', async () => {
    leads('/home', '/stays');
    receiver.on('/stays', (response) => response.end());
    await get(here('/home'), { redirects: 1, headers: { authorization: 'Basic x' } });
    expect(receiver.seen.at(-1)?.headers.authorization).toBe('Basic x');
  });

  it('asks for a look with 302, and for the same call with 307', async () => {
    receiver.on('/end', (response) => response.end());
    leads('/look', '/end');
    leads('/same', '/end', 307);
    const body = Buffer.from('x');
    await get(here('/look'), { method: 'POST', redirects: 1, body });
    await get(here('/same'), { method: 'POST', redirects: 1, body });
    const ends = receiver.seen.filter(({ url }) => url === '/end').slice(-2);
    expect(ends.map(({ method, body: sent }) => [method, sent])).toEqual([
      ['GET', ''],
      ['POST', 'x'],
    ]);
  });
});

describe('an answer', () => {
  it('is read up to its limit, told or not', async () => {
    receiver.on('/told', (response) => response.end('x'.repeat(100)));
    receiver.on('/untold', (response) => {
      response.write('x'.repeat(60));
      response.end('x'.repeat(60));
    });
    expect(await bodyProblemOf(get(here('/told'), { most: 100 }))).toBe('100 bytes');
    expect(await bodyProblemOf(get(here('/told'), { most: 99 }))).toBe('large');
    expect(await bodyProblemOf(get(here('/untold'), { most: 100 }))).toBe('large');
  });

  it('without an end is cut off', async () => {
    receiver.on('/endless', (response) => {
      const more = (): void => void (response.destroyed || (response.write('x'.repeat(10_000)), setImmediate(more)));
      more();
    });
    expect(await bodyProblemOf(get(here('/endless'), { most: 1_000_000 }))).toBe('large');
  });

  it('that is packed all the same is not unpacked', async () => {
    receiver.on('/bomb', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000))));
    expect(await bodyProblemOf(get(here('/bomb')))).toBe('encoded');
  });

  it('that trickles is ended in time, before its head and in its body', async () => {
    receiver.on('/silent', () => undefined);
    receiver.on('/trickle', (response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await problemOf(get(here('/silent'), { within: 150 }))).toBe('slow');
    expect(await bodyProblemOf(get(here('/trickle'), { within: 150 }))).toBe('slow');
  });

  it('with a head without end is cut off', async () => {
    receiver.on('/headers', (response) => response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end());
    expect(await problemOf(get(here('/headers')))).toBe('large');
  });

  it('that breaks off is told as such', async () => {
    receiver.on('/broken', (response) => {
      response.writeHead(200, { 'content-length': 100 }).write('x');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await bodyProblemOf(get(here('/broken')))).toBe('broken');
  });

  it('ends when the caller wants no more', async () => {
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(), 50);
    expect(await problemOf(get(here('/silent'), { signal: leaving.signal }))).toBe('ended');
    expect(await problemOf(get(here('/plain'), { signal: leaving.signal }))).toBe('ended');
  });
});

describe('nobody', () => {
  /** A server of raw bytes, for what Node would not send. */
  const raw = async (talk: (socket: Socket) => void): Promise<{ url: string; close: () => void }> => {
    const server = createServer((socket) => talk(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return { url: `127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => void server.close() };
  };

  it('at an address is told apart from nobody by that name', async () => {
    const { url, close } = await raw(() => undefined);
    close();
    expect(await problemOf(get(`http://${url}`))).toBe('unreachable');
    expect(await problemOf(get('http://nowhere.invalid/', {}, names([])))).toBe('unresolved');
  });

  it('who speaks something else than HTTP or TLS is believed', async () => {
    const { url, close } = await raw((socket) => socket.end('+PONG\r\n'));
    expect(await problemOf(get(`http://${url}`))).toBe('broken');
    expect(await problemOf(get(`https://${url}`))).toBe('tls');
    close();
  });

  it('is called at what is no address', async () => {
    expect(await problemOf(get('not a url'))).toBe('address');
    expect(await problemOf(get('/relative'))).toBe('address');
  });
});
