import { describe, expect, it } from '@jest/globals';
import type { AnswerEnvelope, Outcome, ReplyTo } from '@wikibot/contracts/define/envelope';
import { ada, audit, deposit } from './ledger-fixture.ts';
import { envelopes } from './envelopes.ts';
import { randomIds } from './ids.ts';
import { mailbox } from './mailbox.ts';
import { memoryTable } from './memory-table.ts';
import { memoryPayloads } from './payloads.ts';
import { movableClock } from './test-clock.ts';
import { testContext } from './test-kernel.ts';
import { wakes } from './wakes.ts';

const setUp = () => {
  const clock = movableClock();
  const table = memoryTable({ now: clock.now });
  const ids = randomIds(clock.now);
  const payloads = memoryPayloads();
  const post = mailbox({ table, clock, envelopes: envelopes('mcp', clock, ids), wakes: wakes(), payloads });
  const context = testContext({ accountId: ada }, { deadline: clock.now() + 10_000 });
  const answer = (data: AnswerEnvelope['data'], replyTo: ReplyTo = { service: 'mcp' }): AnswerEnvelope => ({
    id: ids.uuid(),
    kind: 'answer',
    name: 'billing.Deposit',
    version: 1,
    time: '2026-01-01T00:00:00.000Z',
    actor: context.actor,
    tenant: context.tenant,
    correlationId: context.correlationId,
    to: 'mcp',
    replyTo,
    requestId: context.requestId,
    data,
  });
  const sent = () => table.tail.read(100).map(({ outgoing }) => outgoing);
  return { clock, table, post, context, answer, sent, payloads };
};

const done: Outcome = { ok: true, answer: { sequence: 4 }, token: { 'ledger/one': 4 } };
const refused: Outcome = { ok: false, refusal: { code: 'ledger.closed', kind: 'gone', message: 'It is closed.', remedy: '', detail: {} } };
const question = { ledger: 'one', amount: 4 };

describe('asking another service', () => {
  it('sends the request with a deadline and where to answer, and gives the answer back', async () => {
    const { post, context, answer, sent } = setUp();
    const asked = post.ask(deposit, question, context);
    await new Promise(setImmediate);
    expect(sent()).toMatchObject([
      {
        kind: 'message',
        envelope: {
          kind: 'request',
          name: 'billing.Deposit',
          id: context.requestId,
          replyTo: { service: 'mcp' },
          deadline: new Date(context.deadline).toISOString(),
          data: question,
        },
      },
    ]);
    await post.deliver(answer(done));
    expect(await asked).toEqual(done);
  });

  it('gives a refusal back as it is', async () => {
    const { post, context, answer } = setUp();
    const asked = post.ask(deposit, question, context);
    await post.deliver(answer(refused));
    expect(await asked).toEqual(refused);
  });

  it('ends in "not now" at the deadline', async () => {
    const { post, context, clock } = setUp();
    const asked = post.ask(deposit, question, context);
    clock.forward(10_000);
    expect(await asked).toMatchObject({ ok: false, refusal: { code: 'request.too-late', kind: 'unavailable' } });
  });

  it('again under the same id finds an answer that came late, without sending anything', async () => {
    const { post, context, answer, clock, sent } = setUp();
    const asked = post.ask(deposit, question, context);
    clock.forward(10_000);
    await asked;
    await post.deliver(answer(done));
    const before = sent().length;
    expect(await post.ask(deposit, question, { ...context, deadline: clock.now() + 1000 })).toEqual(done);
    expect(sent()).toHaveLength(before);
  });

  it('again under the same id while there is no answer asks again, and both get it', async () => {
    const { post, context, answer } = setUp();
    const both = [post.ask(deposit, question, context), post.ask(deposit, question, context)];
    await post.deliver(answer(done));
    expect(await Promise.all(both)).toEqual([done, done]);
  });

  it('refuses a second question under the id of the first, which would be given the first one’s answer', async () => {
    const { post, context, answer } = setUp();
    const asked = post.ask(deposit, question, context);
    await post.deliver(answer(done));
    await asked;
    await expect(post.ask(deposit, { ...question, amount: 5 }, context)).rejects.toThrow('two questions under one id');
    await expect(post.ask(audit, { ledger: 'one' }, context)).rejects.toThrow('two questions under one id');
  });

  it('keeps an answer for an hour', async () => {
    const { post, context, answer, clock } = setUp();
    await post.deliver(answer(done));
    clock.forward(60 * 60 * 1000 + 1000);
    expect(await post.ask(deposit, question, { ...context, deadline: clock.now() })).toMatchObject({ ok: false });
  });

  it('reads a large answer by its claim check', async () => {
    const { post, context, answer, payloads } = setUp();
    const large: Outcome = { ok: true, answer: { text: 'x'.repeat(500_000) }, token: {} };
    const claimCheck = await payloads.put(Buffer.from(JSON.stringify(large)), {});
    const asked = post.ask(audit, { ledger: 'one' }, context);
    await post.deliver(answer({ claimCheck }));
    expect(await asked).toEqual(large);
  });

  it('sends a large request by claim check', async () => {
    const { post, context, answer, sent } = setUp();
    const asked = post.ask(audit, { ledger: 'x'.repeat(500_000) }, context);
    await new Promise(setImmediate);
    expect(sent()).toMatchObject([{ envelope: { data: { claimCheck: expect.stringMatching(/^[0-9a-f]{64}$/) } } }]);
    await post.deliver(answer(done));
    await asked;
  });

  it('does not send what the request does not allow', async () => {
    const { post, context, sent } = setUp();
    await expect(post.ask(deposit, { ledger: 'one', amount: -1 }, context)).rejects.toThrow();
    expect(sent()).toEqual([]);
  });
});

describe('the answer to a step of a saga', () => {
  const step: ReplyTo = { service: 'mcp', taskToken: 'task', saga: 'wik_1', step: 'Reserve' };

  it('leaves a reply that completes the step, and its state for those who watch', async () => {
    const { post, answer, sent, table } = setUp();
    await post.deliver(answer(done, step));
    expect(sent()).toEqual([{ kind: 'reply', taskToken: 'task', outcome: done }]);
    expect(await table.get({ pk: 'saga#wik_1', sk: 'step#Reserve' })).toMatchObject({ ok: true });
  });

  it('says why the step failed', async () => {
    const { post, answer, sent, table } = setUp();
    await post.deliver(answer(refused, step));
    expect(sent()).toEqual([{ kind: 'reply', taskToken: 'task', outcome: refused }]);
    expect(await table.get({ pk: 'saga#wik_1', sk: 'step#Reserve' })).toMatchObject({ ok: false, reason: 'It is closed.' });
  });

  it('may arrive twice', async () => {
    const { post, answer, sent } = setUp();
    await post.deliver(answer(done, step));
    await post.deliver(answer(done, step));
    expect(new Set(sent().map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ kind: 'reply', taskToken: 'task', outcome: done })]),
    );
  });
});
