/**
 * What a saga runner promises to the services around it: what they start and answer, and what it asks of them. A spec calls
 * {@link describeSagas} with a way to open one that runs the given definition. What definitions mean is the runner's own affair.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Outcome, RequestEnvelope } from '@wikibot/contracts/define/envelope';
import { contended, unknownStream } from './kernel-refusals.ts';
import type { Outgoing } from './outgoing.ts';
import { FOUND } from './saga-suite/found-saga.ts';

/** How an execution stands. */
export interface Standing {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string | undefined;
}

export interface OpenedSagas {
  /** What an outbox does with a row; it comes again when it rejects. */
  send(outgoing: Exclude<Outgoing, { kind: 'message' }>): Promise<void>;
  /** What steps have asked of services so far, in order. */
  requests(): readonly RequestEnvelope[];
  /** Lets everything happen that waits for nobody, and then time pass (milliseconds). */
  pass(milliseconds?: number): Promise<void>;
  standing(id: string): Standing | undefined;
  /** Every program of ours ends and starts again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** @param definition of the saga `found` of the service billing, in Amazon States Language */
export type OpenSagas = (definition: unknown) => Promise<OpenedSagas>;

const start = (id = 'one', input = { ledger: 'l1' }, saga = 'found') => ({ kind: 'start', saga, id, input }) as const;
const done = (answer: unknown): Outcome => ({ ok: true, answer, token: {} });

let sagas: OpenedSagas;

const tokens = (): readonly string[] => sagas.requests().map(({ replyTo }) => replyTo?.taskToken ?? '');
const lastToken = (): string => tokens().at(-1) ?? '';
const reply = async (outcome: Outcome, taskToken = lastToken()): Promise<void> => {
  await sagas.send({ kind: 'reply', taskToken, outcome });
  await sagas.pass();
};
const begin = async (...given: Parameters<typeof start>): Promise<void> => {
  await sagas.send(start(...given));
  await sagas.pass();
};

export function describeSagas(name: string, open: OpenSagas): void {
  describe(`${name} keeps the contract of a saga runner`, () => {
    afterEach(async () => sagas.close());
    const openOne = async (): Promise<void> => void (sagas = await open(FOUND));
    describeStarts(openOne);
    describeSteps(openOne);
    describeLateAnswers(openOne);
    describeRestarts(openOne);
  });
}

function describeStarts(open: () => Promise<void>): void {
  it('a saga starts once by its id, however often it is asked', async () => {
    await open();
    await Promise.all([sagas.send(start()), sagas.send(start())]);
    await begin();
    expect([sagas.requests().length, sagas.standing('one')?.status]).toEqual([1, 'RUNNING']);
  });

  it('a start under an id that is in use changes nothing, also with another input', async () => {
    await open();
    await begin();
    await begin('one', { ledger: 'l2' });
    expect(sagas.requests().map(({ data }) => data)).toEqual([{ ledger: 'l1' }]);
  });

  it('a start that is told again after the saga has ended does not run it again', async () => {
    await open();
    await begin();
    await reply(done({}));
    await reply(done({}));
    await begin();
    expect([sagas.requests().length, sagas.standing('one')?.status]).toEqual([2, 'SUCCEEDED']);
  });

  it('two sagas run beside each other, each with its own input', async () => {
    await open();
    await begin('one', { ledger: 'l1' });
    await begin('two', { ledger: 'l2' });
    expect(sagas.requests().map(({ data, correlationId }) => [correlationId, data])).toEqual([
      ['one', { ledger: 'l1' }],
      ['two', { ledger: 'l2' }],
    ]);
    expect(new Set(tokens()).size).toBe(2);
  });

  it.each([
    ['that nobody has deployed', start('one', { ledger: 'l1' }, 'unknown')],
    ['under a name that is none', start('with space')],
    ['with more than a saga can hold', start('one', { ledger: 'x'.repeat(262_144) })],
  ])('a start %s is refused, so that its row stays', async (_, outgoing) => {
    await open();
    await expect(sagas.send(outgoing)).rejects.toThrow(Error);
    await sagas.pass();
    expect(sagas.requests()).toEqual([]);
  });
}

function describeSteps(open: () => Promise<void>): void {
  it('a step asks by a request of the house, whose answer names saga, step and token', async () => {
    await open();
    await begin();
    expect(sagas.requests()).toEqual([
      expect.objectContaining({
        kind: 'request',
        name: 'billing.Deposit',
        actor: { kind: 'system', name: 'billing.found' },
        replyTo: { service: 'billing', saga: 'one', step: 'Deposit', taskToken: expect.stringMatching(/.{16,}/) },
      }),
    ]);
  });

  it.each([
    ['an object', { head: 'h1', list: [1, null, { deep: 'naïve 漢字' }] }],
    ['a number', 7],
    ['false', false],
    ['null', null],
  ])('an answer of %s is what the step results in', async (_, answer) => {
    await open();
    await begin();
    await reply(done(answer));
    await reply(done('second'));
    expect(sagas.standing('one')).toMatchObject({ status: 'SUCCEEDED', output: { first: answer, second: 'second' } });
  });

  it('an answer that says nothing results in null', async () => {
    await open();
    await begin();
    await reply(done(undefined));
    await reply(done('second'));
    expect(sagas.standing('one')?.output).toEqual({ first: null, second: 'second' });
  });

  it('a refusal can be caught as Refused, with its message as cause', async () => {
    await open();
    await begin();
    const refused = unknownStream({ stream: 'ledger/l1' });
    await reply(refused);
    expect(sagas.standing('one')?.output).toEqual({ Error: 'Refused', Cause: refused.refusal.message });
  });

  it('a refusal with more to say than a saga can hold is still one', async () => {
    await open();
    await begin();
    const { refusal } = unknownStream({ stream: 'ledger/l1' });
    await reply({ ok: false, refusal: { ...refusal, message: 'x'.repeat(40_000) } });
    expect(sagas.standing('one')?.output).toEqual({ Error: 'Refused', Cause: 'x'.repeat(32_768) });
  });

  it('"not now" is asked again a while later under another token, as the definition says', async () => {
    await open();
    await begin();
    await reply(contended({ stream: 'ledger/l1' }));
    expect(sagas.requests()).toHaveLength(1);
    await sagas.pass(5_000);
    expect(new Set(tokens()).size).toBe(2);
    await reply(done('at last'));
    await reply(done('second'));
    expect(sagas.standing('one')?.output).toEqual({ first: 'at last', second: 'second' });
  });

  it('a refusal that nothing catches ends the saga with it', async () => {
    await open();
    await begin();
    await reply(done({}));
    await reply(unknownStream({ stream: 'ledger/l1' }));
    expect(sagas.standing('one')).toMatchObject({ status: 'FAILED', error: 'Refused' });
  });
}

function describeLateAnswers(open: () => Promise<void>): void {
  it('an answer that is told again is harmless, and the first one counts', async () => {
    await open();
    await begin();
    const [token] = tokens();
    await reply(done('first'), token);
    await reply(done('first'), token);
    await reply(done('other'), token);
    await reply(unknownStream({ stream: 'x' }), token);
    expect(sagas.requests()).toHaveLength(2);
    await reply(done('second'));
    await reply(done('third'), token);
    expect(sagas.standing('one')).toMatchObject({ status: 'SUCCEEDED', output: { first: 'first', second: 'second' } });
  });

  it('two answers at once are one', async () => {
    await open();
    await begin();
    const [token = ''] = tokens();
    await Promise.all([reply(done('same'), token), reply(done('same'), token)]);
    expect(sagas.requests()).toHaveLength(2);
  });

  it('an answer that comes after its step has timed out is harmless', async () => {
    await open();
    await begin();
    await sagas.pass(60_000);
    expect(sagas.standing('one')).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'States.Timeout' } });
    await reply(done('late'));
    expect(sagas.standing('one')?.output).toMatchObject({ Error: 'States.Timeout' });
    expect(sagas.requests()).toHaveLength(1);
  });

  it('an answer to the token of an earlier try is harmless', async () => {
    await open();
    await begin();
    const [token] = tokens();
    await reply(contended({ stream: 'x' }), token);
    await sagas.pass(5_000);
    await reply(done('of the first try'), token);
    expect(sagas.requests()).toHaveLength(2);
    await reply(done('of the second'));
    await reply(done('second'));
    expect(sagas.standing('one')?.output).toEqual({ first: 'of the second', second: 'second' });
  });

  it('an answer under a token that was never given out is harmless', async () => {
    await open();
    await begin();
    await reply(done('x'), 'made-up');
    expect([sagas.requests().length, sagas.standing('one')?.status]).toEqual([1, 'RUNNING']);
  });
}

function describeRestarts(open: () => Promise<void>): void {
  it('a saga goes on after a restart, with the token that was given out before', async () => {
    await open();
    await begin();
    const [token] = tokens();
    await sagas.restart();
    await sagas.pass();
    await reply(done('first'), token);
    await sagas.restart();
    await reply(done('second'));
    expect(sagas.standing('one')).toMatchObject({ status: 'SUCCEEDED', output: { first: 'first', second: 'second' } });
    expect(new Set(tokens()).size).toBe(2);
  });

  it('what was started or answered before a restart is not done again after it', async () => {
    await open();
    await begin();
    await reply(done('first'));
    const [token] = tokens();
    await sagas.restart();
    await begin();
    await reply(done('again'), token);
    await reply(done('second'));
    expect(sagas.standing('one')?.output).toEqual({ first: 'first', second: 'second' });
  });

  it('a step whose time was over during a restart goes the other way', async () => {
    await open();
    await begin();
    await sagas.restart();
    await sagas.pass(60_000);
    expect(sagas.standing('one')?.output).toMatchObject({ Error: 'States.Timeout' });
  });
}
