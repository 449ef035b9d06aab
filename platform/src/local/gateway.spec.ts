import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AuthorizeRequest, Served } from '@wikibot/contracts/define/service';
import { anonymous } from '../kernel/http/notes-fixture.ts';
import { describeGateway, doorwayFor, get } from '../kernel/http/gateway.suite.ts';
import { talk } from '../kernel/http/talk-fixture.ts';
import { house } from './gateway-fixture.ts';

describeGateway('the gateway of one machine', ({ app, authorize }) => house({ apps: [app], authorize }));

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A gateway with the routes told, each served by the same function. */
const setUp = async (
  serve: (served: Served) => Response | Promise<Response>,
  routes = ['GET /{owner}/{wiki}/{page+}', 'POST /{owner}/{wiki}/{page+}', 'PUT /{owner}/{wiki}/{page+}', 'GET /'],
) => {
  const asked: AuthorizeRequest[] = [];
  const { port, close } = await house({
    apps: [{ doorways: routes.map(doorwayFor), handle: async (_key, served) => serve(served) }],
    authorize: async (request) => {
      asked.push(request);
      return anonymous;
    },
  });
  closing.push(close);
  return { port, asked, ask: (head: string, body = '') => talk(port, head, body) };
};

const ok = (): Response => new Response('fine', { headers: { 'Content-Type': 'text/plain' } });

describe('the gateway', () => {
  it('knows no other method of a path, and says which it knows', async () => {
    const { ask } = await setUp(ok);
    for (const method of ['DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      const { status, headers } = await ask(get('/ada/notes/Home').replace('GET', method));
      expect([status, headers.get('allow')?.split(', ').sort()]).toEqual([405, expect.arrayContaining(['GET', 'HEAD', 'POST', 'PUT'])]);
    }
  });

  it('serves only under its own names', async () => {
    const { ask, asked } = await setUp(ok);
    for (const host of ['evil.example', 'localhost.evil.example', '', 'evil.example:8080']) {
      expect((await ask(get('/ada/notes/Home').replace('Host: localhost', `Host: ${host}`))).status).toBe(403);
    }
    expect(asked).toEqual([]);
  });
});

describe('hostile requests', () => {
  it.each(['http://evil.example/ada/notes/Home', 'http://user:pass@localhost/ada/notes/Home', '*'])(
    'to %j are answered below 500, and never as another host',
    async (path) => {
      const { ask } = await setUp(({ url }) => new Response(url.host));
      const { status, body } = await ask(get(path));
      expect(status).toBeLessThan(500);
      if (status === 200) expect(body.toString()).toBe('localhost:8080');
    },
  );

  it('with odd bytes in a header are served', async () => {
    const { ask } = await setUp(({ request }) => new Response(String(request.headers.get('X-Odd')?.length)));
    const { status, body } = await ask(get('/ada/notes/Home', 'X-Odd: \xe9\xff\x80\r\nUser-Agent: \xfc\r\n'));
    expect([status, body.toString()]).toEqual([200, '3']);
  });

  it('do not disturb the next one', async () => {
    const { ask } = await setUp(ok);
    expect((await ask('nonsense\r\n\r\n')).status).toBe(400);
    expect((await ask(get('/ada/notes/Home'))).status).toBe(200);
  });
});

describe('bodies', () => {
  it('stream into the service as they come', async () => {
    const { port } = await setUp(async ({ request }) => {
      const reader = request.body?.getReader();
      const first = await reader?.read();
      await reader?.cancel();
      return new Response(`first ${first?.value?.byteLength}`);
    });
    const { body } = await talk(
      port,
      'POST /ada/notes/Home HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\n',
      'abc',
    );
    expect(body.toString()).toBe('first 3');
  });

  it('that nobody reads do not keep the answer from arriving', async () => {
    const { port } = await setUp(() => new Response('too much', { status: 413 }));
    const response = await fetch(`http://localhost:${port}/ada/notes/Home`, { method: 'PUT', body: Buffer.alloc(2_000_000) });
    expect([response.status, await response.text()]).toEqual([413, 'too much']);
    expect((await fetch(`http://localhost:${port}/ada/notes/Home`, { method: 'PUT', body: 'x' })).status).toBe(413);
  });
});

describe('answers', () => {
  const long = 'wiki '.repeat(1_000);

  it('are compressed for whoever takes it, when it pays', async () => {
    const { ask } = await setUp(
      ({ params }) =>
        new Response(params['page'] === 'Short' ? 'short' : long, { headers: { 'Content-Type': 'text/html; charset=utf-8' } }),
    );
    const packed = await ask(get('/ada/notes/Home', 'Accept-Encoding: br, gzip\r\n'));
    expect([packed.headers.get('content-encoding'), packed.headers.get('vary'), gunzipSync(packed.body).toString()]).toEqual([
      'gzip',
      'Accept-Encoding',
      long,
    ]);
    const plain = await ask(get('/ada/notes/Home'));
    expect([plain.headers.get('content-encoding'), plain.headers.get('vary'), plain.body.toString()]).toEqual([
      undefined,
      'Accept-Encoding',
      long,
    ]);
    expect((await ask(get('/ada/notes/Short', 'Accept-Encoding: gzip\r\n'))).headers.get('content-encoding')).toBeUndefined();
  });

  it('are not compressed for whoever says no to it', async () => {
    const { ask } = await setUp(() => new Response(long, { headers: { 'Content-Type': 'text/html' } }));
    expect((await ask(get('/ada/notes/Home', 'Accept-Encoding: gzip;q=0, identity\r\n'))).headers.get('content-encoding')).toBeUndefined();
  });

  it('stream out as they are made, and stop when the reader leaves', async () => {
    let cancelled = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (cancelled = resolve));
    const { port } = await setUp(() => {
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
        cancel: () => cancelled(),
      });
      return new Response(body, { headers: { 'Content-Type': 'application/octet-stream' } });
    });
    const abort = new AbortController();
    const response = await fetch(`http://localhost:${port}/ada/notes/Home`, { signal: abort.signal });
    expect((await response.body?.getReader().read())?.value?.length).toBeGreaterThan(0);
    abort.abort();
    await stopped;
  });

  it('tell the service when the reader has left', async () => {
    let heard = (): void => undefined;
    const left = new Promise<void>((resolve) => (heard = resolve));
    let arrived = (): void => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    const { port } = await setUp(async ({ request }) => {
      request.signal.addEventListener('abort', () => heard());
      arrived();
      await left;
      return ok();
    });
    const abort = new AbortController();
    const gone = fetch(`http://localhost:${port}/ada/notes/Home`, { signal: abort.signal }).catch(() => 'gone');
    await asked;
    abort.abort();
    expect(await gone).toBe('gone');
    await left;
  });
});
