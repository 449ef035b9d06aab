import { describe, expect, it } from '@jest/globals';
import { defineRequest } from '@wikibot/contracts/define/request';
import { defineRoute } from '@wikibot/contracts/define/route';
import type { AnswersUnit, Served } from '@wikibot/contracts/define/service';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import * as z from 'zod';
import { movableClock } from '../test-clock.ts';
import { testContext } from '../test-kernel.ts';
import { eventStreams, MOST_STREAMS, wantsEvents } from './event-streams.ts';
import { owner } from './notes-fixture.ts';
import type { Rest } from './rest.ts';

const count = defineRequest('billing.Count', {
  meaning: 'Counts on from a number.',
  access: 'read',
  safe: true,
  data: z.strictObject({ from: z.number().int(), by: z.number().int(), waits: z.boolean() }),
  answer: z.object({ numbers: z.array(z.number()), last: z.number() }),
});

const route = defineRoute('GET /{owner}/{wiki}/count', count, {
  summary: 'Count',
  query: z.strictObject({ by: z.coerce.number().int().max(3).default(1) }),
  response: count.answer,
  input: ({ query }) => ({ from: 0, by: query.by, waits: false }),
  follow: {
    first: (data, id) => (id === undefined ? data : { ...data, from: Number(id) }),
    next: (data, place) => ({ ...data, from: Number(place), waits: true }),
    events: ({ numbers }) => numbers.map((number) => ({ id: String(number), event: 'number', data: { text: `${number}\nand on` } })),
    place: ({ last }) => String(last),
  },
});

type Asked = z.infer<typeof count.data>;

/** A service that counts to ten and then finds nothing more; each question takes a second. */
const setUp = (over: Partial<Served> = {}) => {
  const clock = movableClock();
  const asked: Asked[] = [];
  const streams = eventStreams(() => Promise.resolve(clock));
  const unit = {
    kind: 'answers',
    request: count,
    routes: [route],
    load: () => Promise.reject(new Error('not asked')),
  } as unknown as AnswersUnit; // the kernel's own form
  const call: Rest['requests']['call'] = async (_unit, { data }) => {
    const question = data as Asked; // checked by the request's schema
    asked.push(question);
    clock.forward(1_000);
    if (question.from === 7)
      return { ok: false, refusal: { code: 'seven', kind: 'gone', message: 'No seven.', remedy: 'Skip it.', detail: {} } };
    const last = Math.min(10, question.from + question.by);
    return { ok: true, answer: { numbers: last > question.from ? [last] : [], last }, token: {} };
  };
  const serve = () => Promise.reject(new Error('not over the bus'));
  const open = (query = '', headers: Readonly<Record<string, string>> = {}, more: Partial<Served> = {}) => {
    const url = new URL(`http://localhost/ada/notes/count${query}`);
    const request = new Request(url, { headers: { Accept: 'text/event-stream', ...headers } });
    return streams.open(
      { unit, route: route as unknown as Rest['route'], requests: { call, serve } },
      { request, url, params: {}, auth: owner, ...over, ...more },
      testContext(),
    );
  };
  return { clock, asked, open };
};

const asksAgain = { authorizeAgain: () => Promise.resolve(owner) };

describe('a stream of events', () => {
  it('asks on from where the last answer ended, and tells the place when there is nothing', async () => {
    const { asked, open } = setUp();
    const response = await open('?by=3', { 'Last-Event-ID': '8' });
    expect(response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8');
    const blocks = (await response.text()).split('\n\n');
    expect(blocks.slice(0, 3)).toEqual(['retry: 2000', 'id: 10\nevent: number\ndata: {"text":"10\\nand on"}', ': nothing new\nid: 10']);
    expect(asked.slice(0, 3)).toEqual([
      { from: 8, by: 3, waits: false },
      { from: 10, by: 3, waits: true },
      { from: 10, by: 3, waits: true },
    ]);
  });

  it('ends after some minutes, and sooner where nobody can be asked again who the caller is', async () => {
    const questions = async (more: Partial<Served>): Promise<number> => {
      const { asked, open } = setUp(more);
      await (await open('?by=2')).text();
      return asked.length;
    };
    // Each question takes a second of the clock that these specs move.
    expect([await questions({}), await questions(asksAgain)]).toEqual([61, 601]);
  }, 60_000);

  it.each<[string, Partial<AuthContext>]>([
    ['has another role', { role: 'viewer' }],
    ['is bound by path rules', { pathRules: [{ prefix: 'Secret', access: 'none' }] }],
    ['is nobody any more', { accountId: undefined as never }],
  ])('ends before it tells more to a caller who %s', async (_what, change) => {
    let asks = 0;
    const authorizeAgain = () => Promise.resolve((asks += 1) > 2 ? { ...owner, ...change } : owner);
    const { open } = setUp({ authorizeAgain });
    const text = await (await open()).text();
    expect(text.match(/^id: .*/gm)).toEqual(['id: 1', 'id: 2']);
  });

  it('ends when the caller has left', async () => {
    const left = new AbortController();
    const { asked, open } = setUp({ left: left.signal });
    const reader = ((await open()).body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    left.abort();
    while (!(await reader.read()).done);
    expect(asked.length).toBeLessThan(5);
  });

  it('ends with the reason when the service says no', async () => {
    const { open } = setUp();
    const text = await (await open('', { 'Last-Event-ID': '5' })).text();
    expect(text).toMatch(/id: 6\n[^]*event: refused\ndata: \{.*"detail":"No seven\."/);
  });

  const refused: readonly { what: string; query?: string; place?: string; auth?: AuthContext; status: number }[] = [
    { what: 'a place that is none', place: 'x', status: 422 },
    { what: 'a query that is none', query: '?by=4', status: 422 },
    { what: 'a first question that is refused', place: '7', status: 410 },
    { what: 'a caller without a role', auth: { ...owner, role: undefined as never }, status: 404 },
  ];
  it.each(refused)('is answered as any other request for $what', async ({ query, place, auth = owner, status }) => {
    const response = await setUp().open(query, place === undefined ? {} : { 'Last-Event-ID': place }, { auth });
    expect(response.status).toBe(status);
  });

  it('is opened only so often by one account at the same time', async () => {
    const { open } = setUp();
    const opened = await Promise.all(Array.from({ length: MOST_STREAMS }, () => open()));
    expect((await open()).status).toBe(503);
    await opened[0]?.body?.cancel();
    expect((await open()).status).toBe(200);
  });

  it.each([
    ['text/event-stream', 'GET', true],
    ['application/json, text/event-stream;q=0.5', 'GET', true],
    ['application/json', 'GET', false],
    ['text/event-stream', 'HEAD', false],
  ])('is what %j asks for with %s: %s', (accept, method, wanted) => {
    const request = new Request('http://localhost/', { method, headers: { Accept: accept } });
    expect(wantsEvents(route as unknown as Rest['route'], request)).toBe(wanted);
  });
});
