/** What a gateway does for services, whatever world it stands in: every implementation passes these. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Method } from '@wikibot/contracts/define/route';
import type { AuthorizeRequest, Served } from '@wikibot/contracts/define/service';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { serves } from '../ledger-fixture.ts';
import type { HttpApp } from './app.ts';
import { anonymous } from './notes-fixture.ts';
import type { Doorway } from './routes.ts';
import { talk } from './talk-fixture.ts';

export interface OpenedGateway {
  readonly port: number;
  readonly close: () => Promise<void>;
}

export interface GatewayUnderTest {
  /** One service with all doors. */
  readonly app: HttpApp;
  readonly authorize: (request: AuthorizeRequest) => Promise<AuthContext>;
  /** Where people find the product. */
  readonly publicUrl: string;
}

export type OpenGateway = (parts: GatewayUnderTest) => Promise<OpenedGateway>;

const unit = serves('GET /', {
  meaning: 'For specs.',
  access: 'anyone',
  challenge: 'browser',
  load: () => Promise.reject(new Error('never loaded')),
});

export const doorwayFor = (key: string): Doorway => {
  const [method = '', path = ''] = key.split(' ');
  return { key, method: method as Method, path, door: { kind: 'page', unit, challenge: 'browser' } }; // the specs name real methods
};

const ROUTES = [
  'GET /{owner}/{wiki}/{page+}',
  'POST /{owner}/{wiki}/{page+}',
  'PUT /{owner}/{wiki}/{page+}',
  'GET /{owner}/{wiki}/',
  'GET /',
];

export const get = (path: string, headers = ''): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`;

const HOSTILE = [
  ['two slashes', '//'],
  ['two slashes before a host and a user', '//evil.example/ada'],
  ['a backslash before a host', '/\\evil.example/ada/notes/Home'],
  ['two slashes before a host and a page', '//evil.example/ada/notes/Home'],
  ['half a code', '/ada/notes/%'],
  ['a NUL', '/ada/notes/%00'],
  ['half a character', '/ada/notes/%ff'],
  ['an empty segment', '/ada//notes'],
  ['a climb', '/ada/notes/../../etc/passwd'],
  ['an encoded climb', '/ada/notes/%2e%2e/x'],
  ['three thousand segments', `/${'a/'.repeat(3_000)}`],
] as const;

export const describeGateway = (name: string, open: OpenGateway): void => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  const setUp = async (serve: (served: Served) => Response | Promise<Response>, routes: readonly string[] = ROUTES) => {
    const asked: AuthorizeRequest[] = [];
    const { port, close } = await open({
      app: { doorways: routes.map(doorwayFor), handle: async (_key, served) => serve(served) },
      authorize: async (request) => {
        asked.push(request);
        return anonymous;
      },
      publicUrl: 'http://localhost:8080',
    });
    closing.push(close);
    return { port, asked, ask: (head: string, body = '') => talk(port, head, body) };
  };

  describe(`${name} as a gateway`, () => {
    it('asks who it is, by owner and wiki of the path, and hands the request to the service behind the door', async () => {
      const { ask, asked } = await setUp(({ params, url, auth, request }) =>
        Response.json({ params, url: url.href, via: auth.via, method: request.method, cookie: request.headers.get('Cookie') }),
      );
      const { status, body } = await ask(get('/ada/notes/Meta/%C3%9Cber?x=1&x=2', 'Cookie: a=1; b=2\r\n'));
      expect(status).toBe(200);
      expect(JSON.parse(body.toString())).toEqual({
        params: { owner: 'ada', wiki: 'notes', page: 'Meta/Über' },
        url: 'http://localhost:8080/ada/notes/Meta/%C3%9Cber?x=1&x=2',
        via: 'anonymous',
        method: 'GET',
        cookie: 'a=1; b=2',
      });
      expect(asked).toMatchObject([{ method: 'GET', owner: 'ada', wiki: 'notes' }]);
    });

    it('tells a door that ends in a slash from the page below it', async () => {
      const { ask } = await setUp(({ params, url }) => Response.json({ page: params['page'], at: url.pathname }));
      expect(JSON.parse((await ask(get('/ada/notes/'))).body.toString())).toEqual({ at: '/ada/notes/' });
      expect(JSON.parse((await ask(get('/ada/notes/Home'))).body.toString())).toEqual({ page: 'Home', at: '/ada/notes/Home' });
    });

    it('hands a path on as it was sent, whatever a URL makes of its dots', async () => {
      const { ask, asked } = await setUp(({ params }) => Response.json(params));
      expect(JSON.parse((await ask(get('/ada/notes/a/../../../eve/secret/Page'))).body.toString())).toEqual({
        owner: 'ada',
        wiki: 'notes',
        page: 'a/../../../eve/secret/Page',
      });
      expect(asked).toMatchObject([{ owner: 'ada', wiki: 'notes' }]);
    });

    it('says as a problem that there is nothing at a path', async () => {
      const { ask } = await setUp(() => new Response('fine'));
      const { status, headers, body } = await ask(get('/nowhere'));
      expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json']);
      expect(JSON.parse(body.toString())).toMatchObject({ status: 404 });
    });

    it('drops the context that a client claims to have', async () => {
      const { ask, asked } = await setUp(({ request }) => new Response(request.headers.get('x-wikibot-context') ?? 'none'));
      const { body } = await ask(get('/ada/notes/Home', 'X-Wikibot-Context: {"role":"owner"}\r\nx-wikibot-context: again\r\n'));
      expect(body.toString()).toBe('none');
      expect(asked[0]?.headers.get('X-Wikibot-Context')).toBeNull();
    });

    it('hides a failure of its own', async () => {
      const { ask } = await setUp(() => Promise.reject(new Error('secret of the machine')));
      const { status, body } = await ask(get('/ada/notes/Home'));
      expect(status).toBe(500);
      expect(body.toString()).not.toContain('secret');
    });

    it('leads git addresses to the door of git', async () => {
      const routes = ['GET /-/git/{owner}/{wiki}/{file+}', 'GET /{owner}/{wiki}/{page+}'];
      const { ask } = await setUp(({ params }) => Response.json(params), routes);
      expect(JSON.parse((await ask(get('/ada/notes.git/info/refs?service=git-upload-pack'))).body.toString())).toEqual({
        owner: 'ada',
        wiki: 'notes',
        file: 'info/refs',
      });
    });

    it.each(HOSTILE)('answers %s below 500, and never as another host', async (_, path) => {
      const { ask } = await setUp(({ url }) => new Response(url.host));
      const { status, body } = await ask(get(path));
      expect(status).toBeLessThan(500);
      if (status === 200) expect(body.toString()).toBe('localhost:8080');
    });

    it('hands on a body byte for byte', async () => {
      const { port } = await setUp(
        async ({ request }) => new Response(await request.arrayBuffer(), { headers: { 'Content-Type': 'image/png' } }),
      );
      const sent = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256));
      const response = await fetch(`http://localhost:${port}/ada/notes/Home`, { method: 'PUT', body: sent });
      expect(Buffer.from(await response.arrayBuffer()).equals(sent)).toBe(true);
    });

    it('answers HEAD with the headers of GET and no body', async () => {
      const { ask } = await setUp(() => new Response('wiki '.repeat(1_000), { headers: { 'Content-Type': 'text/plain', ETag: '"1"' } }));
      const { status, headers, body } = await ask(get('/ada/notes/Home').replace('GET', 'HEAD'));
      expect([status, headers.get('etag'), body.length]).toEqual([200, '"1"', 0]);
    });

    it('keeps every cookie, of an answer without a body too', async () => {
      const { port } = await setUp(() => {
        const headers = new Headers();
        headers.append('Set-Cookie', 'a=1; Path=/');
        headers.append('Set-Cookie', 'b=2; Path=/');
        return new Response(null, { status: 204, headers });
      });
      expect((await fetch(`http://localhost:${port}/ada/notes/Home`)).headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
    });

    it('lets an answer arrive while it is still being made', async () => {
      let goOn = (): void => undefined;
      const { port } = await setUp(() => {
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => {
            controller.enqueue(Buffer.from('first '));
            goOn = () => {
              controller.enqueue(Buffer.from('second'));
              controller.close();
            };
          },
        });
        return new Response(body, { headers: { 'Content-Type': 'application/octet-stream' } });
      });
      const reader = (await fetch(`http://localhost:${port}/ada/notes/Home`)).body?.getReader();
      const first = await reader?.read();
      goOn();
      const second = await reader?.read();
      expect([first, second].map((read) => Buffer.from(read?.value ?? []).toString())).toEqual(['first ', 'second']);
    });
  });
};
