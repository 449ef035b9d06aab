import { PassThrough } from 'node:stream';
import type { Writable } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import type { Manifest } from '@wikibot/contracts/define/service';
import { notesHouse, OPEN, owner, PAGE, READ, SAVE } from '../kernel/http/notes-fixture.ts';
import {
  answers,
  deposit,
  depositFact,
  depositRequest,
  depositSlice,
  ledgerService,
  ledgerStream,
  view,
} from '../kernel/ledger-fixture.ts';
import type { BusEvent } from './doubles/eventbridge-wire.ts';
import type { Streaming } from './http-event.ts';
import { authorizerEvent, busEvent, httpEvent, queueEvent, rawQueueEvent } from './fixtures/events.ts';
import { environment, variablesFor } from './environment.ts';
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

/** As Lambda's runtime does it: the head goes before the first write, then eight null bytes. */
const recorded = () => {
  const sink = new PassThrough();
  const chunks: Buffer[] = [];
  sink.on('data', (chunk: Buffer) => chunks.push(chunk));
  const streaming: Streaming = {
    streamifyResponse:
      <E>(handler: (event: E, stream: Writable) => Promise<void>) =>
      (event: E) =>
        handler(event, sink),
    HttpResponseStream: {
      from: (stream, metadata) => {
        let isFirst = true;
        return new PassThrough({
          write: (chunk, _encoding, done) => {
            if (isFirst) stream.write(Buffer.concat([Buffer.from(JSON.stringify(metadata)), Buffer.alloc(8)]));
            isFirst = false;
            stream.write(chunk, () => done());
          },
          final: (done) => void stream.end(() => done()),
        }).resume();
      },
    },
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

const ledgers = (): Manifest =>
  ledgerService({
    deposit: answers(deposit, { load: async () => ({ default: depositSlice }) }),
    totals: view({
      version: 1,
      of: [ledgerStream],
      load: async () => ({
        default: async (fact) => [
          { pk: 'total', sk: String(fact.sequence).padStart(3, '0'), row: { amount: 'amount' in fact.data ? fact.data.amount : 0 } },
        ],
      }),
    }),
    sweep: {
      kind: 'timer',
      meaning: 'Sweeps.',
      everySeconds: 60,
      load: async () => ({ default: async (ports: never) => void (await sweep(ports)) }),
    },
  });
const sweep = (ports: { readonly table: TestWorld['table'] }): Promise<void> =>
  ports.table.write([{ add: { pk: 'swept', sk: 'count' }, amounts: { n: 1 } }]);

const depositing = (amount: number, id: string) => depositRequest({ ledger: 'one', amount }, { id, deadline: '2099-01-01T00:00:00.000Z' });
const idOf = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const MANY = Array.from({ length: 8 }, (_, n) => depositing(n + 1, idOf(n)));

describe('messages of a queue', () => {
  it('are handed to the subscriber behind it', async () => {
    const { handlers, dynamo } = await open(ledgers());
    expect(await handlers.work(queueEvent('billing.requests', 'wikibot.mcp', ...MANY))).toEqual({ batchItemFailures: [] });
    await world?.settle();
    expect(world?.bus.events.filter(({ detail }) => (detail as { kind: string }).kind === 'answer')).toHaveLength(8);
    expect(dynamo.records('table').length).toBeGreaterThan(16);
  });

  it('that fail come again alone', async () => {
    const { handlers } = await open(ledgers());
    const good = JSON.stringify(busEvent(MANY[0] ?? depositing(1, idOf(0)), 'wikibot.mcp'));
    const answer = await handlers.work(rawQueueEvent('billing.requests', 'no json', good, '{"source":"x","detail":{}}'));
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-2' }]);
  });

  it('are refused from whoever may not say them', async () => {
    const { handlers, table } = await open(ledgers());
    const answers = [
      await handlers.work(queueEvent('billing.totals', 'wikibot.wiki', depositFact(1))),
      await handlers.work(queueEvent('billing.requests', 'wikibot.wiki', depositing(1, idOf(1)))),
    ];
    expect(answers.map(({ batchItemFailures }) => batchItemFailures.length)).toEqual([1, 1]);
    expect((await table.query({ pk: 'streams#ledger' })).rows).toEqual([]);
  });

  it('of a queue that nobody has named fail', async () => {
    const { handlers } = await open(ledgers());
    expect((await handlers.work(queueEvent('other', 'wikibot.mcp', depositing(1, idOf(1))))).batchItemFailures).toHaveLength(1);
  });
});

describe('the whole way of a request', () => {
  it.each([
    ['once and in order', (events: readonly BusEvent[]) => events],
    ['twice and backwards', (events: readonly BusEvent[]) => [...events, ...events].reverse()],
  ] as const)('from queue over table, stream and bus to the view, with messages %s', async (_, disorder) => {
    const { handlers, settle, table } = await open(ledgers());
    await handlers.work(queueEvent('billing.requests', 'wikibot.mcp', ...MANY));
    await handlers.work(queueEvent('billing.requests', 'wikibot.mcp', ...MANY.toReversed()));
    await settle(disorder);
    const facts = (await table.query({ pk: 'stream#ledger/one' })).rows;
    expect(facts).toHaveLength(MANY.length);
    const all = await Promise.all(world?.dynamo.records('table').map(async ({ dynamodb }) => dynamodb.Keys) ?? []);
    const totals = new Set(all.filter(({ pk }) => pk?.S?.includes('total')).map(({ sk }) => sk?.S));
    expect([...totals].filter((sk) => /^00\d$/.test(sk ?? '')).length).toBe(MANY.length);
  });
});

describe('a schedule', () => {
  it('runs the timer that it names', async () => {
    const { handlers, table } = await open(ledgers());
    await handlers.timer({ timer: 'sweep' });
    expect(await table.get({ pk: 'swept', sk: 'count' })).toMatchObject({ n: 1 });
    await expect(handlers.timer({ timer: 'unknown' })).rejects.toThrow(/no timer unknown/);
  });

  it('cares for views', async () => {
    const { handlers } = await open(ledgerService({}));
    await expect(handlers.timer({ care: true })).resolves.toBeUndefined();
  });
});

describe('an environment', () => {
  it('that lacks a variable says which and what for', async () => {
    expect(() => environment({}).read('TABLE_NAME')).toThrow(/TABLE_NAME is not set: The service's own table/);
    expect(variablesFor('work', ['payloads:write'])).toEqual(expect.arrayContaining(['TABLE_NAME', 'PAYLOAD_BUCKET', 'QUEUES']));
    expect(variablesFor('http', [])).not.toContain('BUS_NAME');
  });
});
