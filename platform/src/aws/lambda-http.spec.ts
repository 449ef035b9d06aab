import { afterEach, describe, expect, it } from '@jest/globals';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import type { Manifest } from '@wikibot/contracts/define/service';
import { notesHouse, OPEN, owner, PAGE, READ, SAVE } from '../kernel/http/notes-fixture.ts';
import { ledgerService } from '../kernel/ledger-fixture.ts';
import { ResponseStream, streamingRuntime } from './doubles/response-stream.ts';
import type { Streaming } from './http-event.ts';
import { authorizerEvent, httpEvent } from './fixtures/events.ts';
import type { HttpResult } from './events.ts';
import { testWorld } from './test-world.ts';
import type { TestWorld, TestWorldOptions } from './test-world.ts';

let world: TestWorld | undefined;
afterEach(async () => world?.close());
const open = async (manifest: Manifest, options?: TestWorldOptions): Promise<TestWorld> => (world = await testWorld(manifest, options));

const notes = notesHouse().runtime.manifest;
const pathOf = (key: string): string => key.split(' ')[1]?.replace('{owner}/{wiki}', 'ada/notes').replace('{page+}', 'Home') ?? '';
const textOf = (result: HttpResult | void): string => Buffer.from(result?.body ?? '', 'base64').toString();

describe('a door behind API Gateway', () => {
  it('serves who the authorizer says it is', async () => {
    const { handlers } = await open(notes);
    const result = await handlers.http(httpEvent({ path: pathOf(PAGE) }, owner));
    expect([result?.statusCode, textOf(result), result?.isBase64Encoded]).toEqual([200, 'Home for person', true]);
  });

  it('is matched again by its path as it was sent', async () => {
    const { handlers } = await open(notes);
    const asked = async (path: string) => textOf(await handlers.http(httpEvent({ path }, owner)));
    expect(await asked('/ada/notes/a%2Fb%20c/%C3%A9')).toBe('a/b c/é for person');
    expect(await asked('/-/at/billing/ada/notes/Home')).toBe('Home for person');
  });

  it('reads bodies, plain or base64, and repeated parameters', async () => {
    const { handlers } = await open(notes);
    const body = JSON.stringify({ text: 'ä' });
    const headers = { 'Content-Type': ['application/json'], 'Content-Length': ['3'] };
    for (const sent of [{ body }, { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }]) {
      const result = await handlers.http(httpEvent({ method: 'PUT', path: pathOf(SAVE), headers, ...sent }, owner));
      expect([result?.statusCode, JSON.parse(textOf(result))]).toEqual([201, expect.objectContaining({ text: 'ä' })]);
    }
    const listed = await handlers.http(httpEvent({ path: pathOf(READ), query: { limit: ['3'], tag: ['a b', 'c&d'] } }, owner));
    expect(JSON.parse(textOf(listed))).toEqual({ limit: 3, tags: ['a b', 'c&d'] });
  });

  it('answers a HEAD as a GET without its body', async () => {
    const { handlers } = await open(notes);
    const result = await handlers.http(httpEvent({ method: 'HEAD', path: pathOf(PAGE) }, owner));
    expect([result?.statusCode, result?.body]).toEqual([200, '']);
  });

  it('gives cookies one header each', async () => {
    const { handlers } = await open(notes);
    const session: AuthContext = { ...owner, via: 'session', csrfSafe: true };
    const sent = {
      method: 'PUT',
      path: pathOf(SAVE),
      headers: { 'Content-Type': ['application/json'] },
      body: JSON.stringify({ text: 'x' }),
    };
    const result = await handlers.http(httpEvent(sent, session));
    expect(result?.multiValueHeaders['set-cookie']).toEqual([expect.stringMatching(/^wikibot_token=.*Secure/)]);
  });

  it('is closed to requests that the authorizer has not seen, whatever they claim themselves', async () => {
    const { handlers } = await open(notes);
    const claimed = { 'X-Wikibot-Context': [JSON.stringify(owner)] };
    const result = await handlers.http(httpEvent({ path: pathOf(PAGE), headers: claimed }, undefined));
    expect([result?.statusCode, JSON.parse(textOf(result))]).toEqual([500, expect.objectContaining({ code: 'fault' })]);
  });

  it('says what is not there, and which methods are', async () => {
    const { handlers } = await open(notes);
    expect((await handlers.http(httpEvent({ path: '/-/nothing' }, owner)))?.statusCode).toBe(404);
    const wrong = await handlers.http(httpEvent({ method: 'DELETE', path: pathOf(OPEN) }, owner));
    expect([wrong?.statusCode, wrong?.headers['allow']]).toEqual([405, 'POST']);
  });
});

const recorded = () => {
  const chunks: Uint8Array[] = [];
  const streaming: Streaming = {
    ...streamingRuntime,
    streamifyResponse: (handler) => (event) => handler(event, new ResponseStream((bytes) => void chunks.push(bytes))),
  };
  return { streaming, sent: () => Buffer.concat(chunks).toString() };
};

describe('a door that streams', () => {
  it.each([
    ['GET', PAGE, 'Home for person'],
    ['HEAD', PAGE, ''],
  ])('sends the head first, also when nothing follows: %s', async (method, key, body) => {
    const { streaming, sent } = recorded();
    const { handlers } = await open(notes, { parts: { streaming } });
    expect(await handlers.http(httpEvent({ method, path: pathOf(key) }, owner))).toBeUndefined();
    const [head = '', content] = sent().split('\0'.repeat(8));
    expect([JSON.parse(head), content]).toEqual([expect.objectContaining({ statusCode: 200 }), body]);
  });
});

const authorizing = (): { manifest: Manifest; seen: { owner?: string; wiki?: string; url: string; claimed: string | null }[] } => {
  const seen: { owner?: string; wiki?: string; url: string; claimed: string | null }[] = [];
  const manifest = ledgerService({
    authorizer: {
      kind: 'authorizer',
      load: async () => ({
        default: async ({ url, headers, method: _, ...place }) => {
          seen.push({ ...place, url: url.href, claimed: headers.get('x-wikibot-context') });
          return owner;
        },
      }),
    },
  });
  return { manifest, seen };
};

describe('the authorizer', () => {
  it('lets everybody on, with what it knows of them', async () => {
    const { manifest, seen } = authorizing();
    const { handlers } = await open(manifest);
    const event = authorizerEvent(
      { path: '/ada/no%C3%A9/Home', query: { q: ['a b'] }, headers: { 'X-Wikibot-Context': ['{}'] } },
      { owner: 'ada', wiki: 'no%C3%A9', page: 'Home' },
    );
    const result = await handlers.authorizer(event);
    expect(JSON.parse(result.context.context)).toEqual(owner);
    expect(result.policyDocument.Statement).toEqual([
      { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: 'arn:aws:execute-api:eu-central-1:123456789012:70ixmpl4fl/live/*' },
    ]);
    expect(seen).toEqual([{ owner: 'ada', wiki: 'noé', url: 'https://wiki.example.org/ada/no%C3%A9/Home?q=a+b', claimed: null }]);
  });

  it('has a policy that API Gateway takes, however long the address is', async () => {
    const { handlers } = await open(authorizing().manifest);
    const { policyDocument } = await handlers.authorizer(
      authorizerEvent({ path: `/ada/notes/${'x'.repeat(900)}` }, { owner: 'ada', wiki: 'notes' }),
    );
    expect(policyDocument.Statement.every(({ Resource }) => Resource.length <= 512)).toBe(true);
  });
});
