import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Envelope } from '@wikibot/contracts/define/envelope';
import { depositFact } from '../kernel/ledger-fixture.ts';
import { silentLog } from '../kernel/log.ts';
import type { Outgoing } from '../kernel/outgoing.ts';
import { asJson } from '../kernel/outgoing.ts';
import { systemClock } from '../kernel/test-kernel.ts';
import type { Outbox, OutboxParts } from './outbox.ts';
import { outbox } from './outbox.ts';
import { sqliteTable } from './sqlite-table.ts';
import { temporaryFiles } from './test-folder.ts';

const newFile = temporaryFiles();
const closing: (() => Promise<void> | void)[] = [];

const setUp = (over: Partial<Pick<OutboxParts, 'publish' | 'send'>> = {}, file = newFile()) => {
  const table = sqliteTable({ file, now: systemClock.now });
  const published: Envelope[] = [];
  const sent: Outgoing[] = [];
  const box: Outbox = outbox({
    service: 'billing',
    tail: table.tail,
    publish: async (messages) => {
      await over.publish?.(messages);
      published.push(...messages);
    },
    send: async (outgoing) => {
      await over.send?.(outgoing);
      sent.push(outgoing);
    },
    log: silentLog,
  });
  const close = async (): Promise<void> => {
    await box.stop();
    table.close();
  };
  closing.push(close);
  let rows = 0;
  const write = (outgoing: Outgoing) =>
    table.write([{ put: { pk: `row ${file}`, sk: String((rows += 1)).padStart(5, '0'), outgoing: asJson(outgoing) } }]);
  const writeFact = (sequence: number) => write({ kind: 'message', envelope: depositFact(sequence) });
  return {
    table,
    box,
    published,
    sent,
    file,
    write,
    writeFact,
    close: () => (closing.splice(closing.indexOf(close), 1), close()),
    sequences: () => published.map((one) => (one.kind === 'fact' ? one.sequence : 0)),
  };
};

const start: Outgoing = { kind: 'start', saga: 'bootstrap', id: 'wik_1', input: {} };
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
};
const pass = async (milliseconds: number): Promise<void> => {
  await turns();
  await jest.advanceTimersByTimeAsync(milliseconds);
  await turns();
};

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  jest.useRealTimers();
});

describe('the outbox', () => {
  it('sends on what was written before it started and what is written after, in order and once', async () => {
    const { box, writeFact, sequences, table } = setUp();
    await writeFact(1);
    box.start();
    await turns();
    await writeFact(2);
    await writeFact(3);
    await turns();
    expect(sequences()).toEqual([1, 2, 3]);
    expect(table.tail.read(10)).toEqual([]);
  });

  it('sends sagas their way', async () => {
    const { box, write, sent, published } = setUp();
    box.start();
    await write(start);
    await turns();
    expect([sent, published]).toEqual([[start], []]);
  });

  it('takes as many batches as it needs', async () => {
    const { box, writeFact, sequences } = setUp();
    for (let sequence = 1; sequence <= 450; sequence += 1) await writeFact(sequence);
    box.start();
    await turns();
    expect(sequences()).toEqual(Array.from({ length: 450 }, (_, index) => index + 1));
  });

  it('tries again when the bus fails, and loses nothing', async () => {
    let broken = true;
    const { box, writeFact, sequences } = setUp({ publish: () => (broken ? Promise.reject(new Error('disk')) : Promise.resolve()) });
    box.start();
    await writeFact(1);
    await turns();
    expect(sequences()).toEqual([]);
    broken = false;
    await pass(500);
    expect(sequences()).toEqual([1]);
  });

  it('goes on after a crash with what it had not finished', async () => {
    const crashed = setUp({ send: () => Promise.reject(new Error('killed')) });
    await crashed.writeFact(1);
    await crashed.write(start);
    crashed.box.start();
    await turns();
    await crashed.close();
    const next = setUp({}, crashed.file);
    next.box.start();
    await turns();
    expect([next.sent, next.sequences()]).toEqual([[start], []]);
  });

  it('sends nothing any more once it has stopped', async () => {
    const { box, writeFact, sequences } = setUp();
    box.start();
    await box.stop();
    await writeFact(1);
    await pass(1_000);
    expect(sequences()).toEqual([]);
  });

  it('does not publish again and again what was published, because something beside it cannot be sent', async () => {
    const { box, write, writeFact, sequences } = setUp({ send: () => Promise.reject(new Error('no such saga')) });
    await writeFact(1);
    await write(start);
    box.start();
    await pass(5_000);
    expect(sequences().length).toBeLessThanOrEqual(2);
  });

  it('sends what comes after something that cannot be sent', async () => {
    const { box, write, writeFact, sequences } = setUp({ send: () => Promise.reject(new Error('no such saga')) });
    await write(start);
    for (let sequence = 1; sequence <= 300; sequence += 1) await writeFact(sequence);
    box.start();
    await pass(5_000);
    expect(sequences()).toContain(300);
  });
});
