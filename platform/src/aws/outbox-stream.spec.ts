import { afterEach, describe, expect, it } from '@jest/globals';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { ada, depositFact, ledgerService } from '../kernel/ledger-fixture.ts';
import { asJson } from '../kernel/outgoing.ts';
import type { Outgoing } from '../kernel/outgoing.ts';
import { startRow } from '../kernel/sagas.ts';
import { contended, unknownStream } from '../kernel/kernel-refusals.ts';
import type { Row } from '../kernel/table.ts';
import type { StreamRecord } from './doubles/dynamodb-store.ts';
import type { StreamEvent } from './events.ts';
import type { LambdaHandlers } from './lambda.ts';
import { testWorld } from './test-world.ts';
import type { TestWorld, TestWorldOptions } from './test-world.ts';

let world: TestWorld;
afterEach(async () => world?.close());
const open = async (options?: TestWorldOptions): Promise<TestWorld> => (world = await testWorld(ledgerService({}), options));

const row = (sk: string, outgoing: Outgoing): Row => ({ pk: 'out', sk, outgoing: asJson(outgoing) });
const message = (sequence: number, data: unknown = { amount: sequence }): Row =>
  row(String(sequence).padStart(3, '0'), { kind: 'message', envelope: depositFact(sequence, data) });
const messages = (count: number): readonly Row[] => Array.from({ length: count }, (_, n) => message(n + 1));
const reply = (sk: string, outcome: Outcome): Row => row(sk, { kind: 'reply', taskToken: `token-${sk}`, outcome });

const writeAll = async (rows: readonly Row[]): Promise<void> => {
  for (const one of rows) await world.table.write([{ put: one }]);
};
const sequences = (): readonly unknown[] => world.bus.events.map(({ detail }) => (detail as { sequence: number }).sequence);
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n + 1);

/** Our event type takes what Lambda's own types describe, and what the double tells. */
const asDocumented = (event: DynamoDBStreamEvent): StreamEvent => event as StreamEvent;
const records = (): readonly StreamRecord[] => world.dynamo.records('table');

describe('rows that say something', () => {
  it('reach the bus with source and type, in few calls', async () => {
    await open();
    await writeAll(messages(12));
    await world.outbox.drain();
    expect(sequences()).toEqual(upTo(12));
    expect(world.bus.events[0]).toMatchObject({
      source: 'wikibot.billing',
      'detail-type': 'billing.Deposited.v1',
      detail: { stream: 'ledger/one', tenant: { accountId: ada } },
    });
    expect(world.bus.calls).toEqual([10, 2]);
  });

  it('go in several calls when they are large together', async () => {
    await open();
    await writeAll(upTo(5).map((n) => message(n, { amount: n, text: 'x'.repeat(300_000) })));
    await world.outbox.drain();
    expect([sequences(), world.bus.calls]).toEqual([upTo(5), [3, 2]]);
  });

  it('are not sent when another field changes, when they are deleted, or when there is nothing to say', async () => {
    await open();
    await world.table.write([{ put: { ...message(1), n: 1 } }]);
    await world.table.write([{ add: message(1), amounts: { n: 1 } }]);
    await world.table.write([{ put: { pk: 'silent', sk: 'row' } }]);
    await world.table.write([{ delete: message(1) }]);
    expect(records().map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'INSERT', 'REMOVE']);
    await world.outbox.drain();
    expect(sequences()).toEqual([1]);
  });

  it('are sent again when they say something else', async () => {
    await open();
    await world.table.write([{ put: { ...message(2), sk: 'same' } }]);
    await world.table.write([{ put: { ...message(3), sk: 'same' } }]);
    await world.outbox.drain();
    expect(sequences()).toEqual([2, 3]);
  });

  it('are read from the documented shape of a stream event', async () => {
    await open();
    await writeAll([message(1)]);
    const event: DynamoDBStreamEvent = { Records: structuredClone(records()) as DynamoDBStreamEvent['Records'] };
    expect(await world.handlers.outbox(asDocumented(event))).toEqual({ batchItemFailures: [] });
  });
});

describe('entries that fail inside a call that succeeds', () => {
  it('are sent again, and only they', async () => {
    await open();
    await writeAll(messages(4));
    world.bus.decide('taken', 'ThrottlingException', 'taken', 'InternalFailure');
    await world.outbox.drain();
    expect(sequences()).toEqual([1, 3, 2, 4]);
    expect(world.bus.calls).toEqual([4, 2]);
  });

  it('are named when they fail for good, and come again with what follows them', async () => {
    await open();
    await writeAll(messages(3));
    world.bus.decide('taken', 'InternalFailure', 'taken', 'InternalFailure', 'InternalFailure', 'InternalFailure');
    const answer = await world.handlers.outbox({ Records: records() });
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier))).toEqual([2]);
    await world.outbox.drain();
    expect(new Set(sequences())).toEqual(new Set(upTo(3)));
  });

  it('are found also when the whole call fails', async () => {
    await open();
    await writeAll(messages(3));
    world.bus.refuse(5);
    await world.outbox.drain();
    expect(new Set(sequences())).toEqual(new Set(upTo(3)));
  });
});

describe('a function that dies', () => {
  const dyingAfter =
    (turns: number) =>
    (outbox: LambdaHandlers['outbox']): LambdaHandlers['outbox'] => {
      let left = turns;
      return async (event) => {
        left -= 1;
        if (left % 2 !== 0) return outbox(event);
        // half of the batch was sent when it died
        await outbox({ Records: event.Records.slice(0, Math.ceil(event.Records.length / 2)) });
        throw new Error('Runtime exited with error: signal: killed');
      };
    };

  it.each([1, 2, 5])('in the middle of a batch loses nothing', async (turns) => {
    await open({ aroundOutbox: dyingAfter(turns) });
    await writeAll(messages(25));
    await world.outbox.drain();
    expect(new Set(sequences())).toEqual(new Set(upTo(25)));
    expect(world.outbox.setAside).toEqual([]);
  });

  it('over one row has that row set aside, and no other', async () => {
    const poison = '004';
    await open({
      aroundOutbox: (outbox) => async (event) => {
        if (event.Records.some(({ dynamodb }) => dynamodb?.NewImage?.['sk']?.S === poison)) throw new Error('out of memory');
        return outbox(event);
      },
    });
    await writeAll(messages(10));
    await world.outbox.drain();
    expect(world.outbox.setAside.map(({ dynamodb }) => dynamodb.Keys['sk']?.S)).toEqual([poison]);
    expect(new Set(sequences())).toEqual(new Set(upTo(10).filter((n) => n !== 4)));
  });
});

describe('sagas', () => {
  const start = startRow('found', 'wik-1', { slug: 'notes' });

  it('start under their own id, once however often it is asked', async () => {
    await open();
    await writeAll([start]);
    await world.outbox.drain();
    await world.handlers.outbox({ Records: records() });
    world.sagas.end('wik-1');
    expect(await world.handlers.outbox({ Records: records() })).toEqual({ batchItemFailures: [] });
    expect(world.sagas.executions).toEqual([expect.objectContaining({ name: 'wik-1', input: { slug: 'notes' } })]);
  });

  it('that nobody has deployed hold up only themselves', async () => {
    await open();
    await writeAll([startRow('unknown', 'x', {}), message(1)]);
    const answer = await world.handlers.outbox({ Records: records() });
    expect([answer.batchItemFailures.length, sequences()]).toEqual([1, [1]]);
  });

  it('learn how their steps ended', async () => {
    await open();
    await writeAll([
      reply('1', { ok: true, answer: { revision: 'abc' }, token: {} }),
      reply('2', unknownStream({ stream: 'x' })),
      reply('3', contended({ stream: 'x' })),
    ]);
    await world.outbox.drain();
    expect(world.sagas.completions).toMatchObject([
      { taskToken: 'token-1', end: { ok: true, output: { revision: 'abc' } } },
      { taskToken: 'token-2', end: { ok: false, error: 'Refused' } },
      { taskToken: 'token-3', end: { ok: false, error: 'Unavailable' } },
    ]);
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'] as const)('that no longer wait are left alone: %s', async (gone) => {
    await open({ sagas: { onComplete: () => gone } });
    await writeAll([reply('1', { ok: true, answer: {}, token: {} })]);
    expect(await world.handlers.outbox({ Records: records() })).toEqual({ batchItemFailures: [] });
  });

  it('are asked again when Step Functions fails', async () => {
    await open();
    await writeAll([start, reply('1', { ok: true, answer: {}, token: {} })]);
    world.sagas.refuse(7);
    await world.outbox.drain();
    expect([world.sagas.executions.length, world.sagas.completions.length]).toEqual([1, 1]);
  });
});
