import { describe, expect, it } from '@jest/globals';
import type { AnswerEnvelope, Outcome } from '@wikibot/contracts/define/envelope';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { checkOut } from './claim-check.ts';
import { ada, answers, audit, deposit, depositRequest, depositSlice, ledgerService } from './ledger-fixture.ts';
import type { KernelPorts } from './ports.ts';
import { movableClock } from './test-clock.ts';
import { testContext, testHouse } from './test-kernel.ts';

type Slice = AnswerSlice<typeof deposit, KernelPorts>;

const setUp = async (slice: Slice = depositSlice, asked = deposit) => {
  const clock = movableClock();
  const calls: unknown[] = [];
  const counted: Slice = (data, context, ports) => {
    calls.push(data);
    return slice(data, context, ports);
  };
  const manifest = ledgerService({
    deposit: answers(asked, { load: async () => ({ default: counted }) }),
    audit: answers(audit, {
      load: async () => ({ default: async ({ ledger }) => ({ ok: true, answer: { text: ledger.repeat(300_000) }, token: {} }) }),
    }),
  });
  const house = testHouse([manifest], { clock });
  const [runtime] = [...house.runtimes.values()];
  if (!runtime) throw new Error('the house is empty');
  const ports = await runtime.ports();
  const unit = (name: 'deposit' | 'audit') => {
    const found = manifest.units[name];
    if (found?.kind !== 'answers') throw new Error(`no ${name}`);
    return found;
  };
  const sentAnswers = async (): Promise<AnswerEnvelope[]> => {
    await house.settle();
    return house.sent.flatMap((one) => (one.kind === 'message' && one.envelope.kind === 'answer' ? [one.envelope] : []));
  };
  return {
    clock,
    calls,
    ports,
    sentAnswers,
    amounts: async (ledger = 'one') =>
      (await ports.events.read(`ledger/${ledger}`, 0, 100)).map((fact) => (fact.data as { amount: number }).amount),
    deliver: (request: ReturnType<typeof depositRequest>) => runtime.deliver('billing.requests', request),
    call: (data: unknown, key?: { id: string; fingerprint: string }, name: 'deposit' | 'audit' = 'deposit') =>
      runtime.requests.call(unit(name), {
        data,
        context: testContext({ accountId: ada }, key ? { requestId: key.id } : {}),
        ...(key ? { fingerprint: key.fingerprint } : {}),
      }),
  };
};

const refuse = (kind: 'conflict' | 'unavailable'): Refused => ({
  ok: false,
  refusal: { code: 'ledger.no', kind, message: 'No.', remedy: '', detail: {} },
});
const first = { id: '0190a6d2-0000-7000-8000-000000000001', fingerprint: 'deposit 5' };

describe('a request over the bus', () => {
  it('is carried out and answered to whoever asked', async () => {
    const { deliver, sentAnswers, amounts } = await setUp();
    const request = depositRequest({ ledger: 'one', amount: 5 });
    await deliver(request);
    expect(await amounts()).toEqual([5]);
    expect(await sentAnswers()).toMatchObject([
      {
        kind: 'answer',
        to: 'mcp',
        requestId: request.id,
        causationId: request.id,
        correlationId: 'correlation',
        data: { ok: true, answer: { sequence: 1 }, token: { 'ledger/one': 1 } },
      },
    ]);
  });

  it('that is delivered again gets the first answer again, and is not carried out again', async () => {
    const { deliver, sentAnswers, amounts, calls } = await setUp();
    const request = depositRequest({ ledger: 'one', amount: 5 });
    for (let copy = 0; copy < 3; copy += 1) await deliver(request);
    expect(calls).toHaveLength(1);
    expect(await amounts()).toEqual([5]);
    expect((await sentAnswers()).map(({ data }) => data)).toEqual(
      Array.from({ length: 3 }, () => ({ ok: true, answer: { sequence: 1 }, token: { 'ledger/one': 1 } })),
    );
  });

  it('whose copies arrive at once is carried out once', async () => {
    const { deliver, sentAnswers, amounts } = await setUp();
    const request = depositRequest({ ledger: 'one', amount: 5 });
    await Promise.all([deliver(request), deliver(request), deliver(request)]);
    expect(await amounts()).toEqual([5]);
    for (const { data } of await sentAnswers()) expect(data).toMatchObject({ ok: true, answer: { sequence: 1 } });
  });

  it('is dropped when its deadline has passed', async () => {
    const { deliver, sentAnswers, calls, clock } = await setUp();
    clock.forward(10_001);
    await deliver(depositRequest({ ledger: 'one', amount: 5 }));
    expect(calls).toEqual([]);
    expect(await sentAnswers()).toEqual([]);
  });

  it('that was carried out in time is answered again even after its deadline', async () => {
    const { deliver, sentAnswers, clock } = await setUp();
    const request = depositRequest({ ledger: 'one', amount: 5 });
    await deliver(request);
    clock.forward(60_000);
    await deliver(request);
    expect(await sentAnswers()).toHaveLength(2);
  });

  it('with data that does not fit is refused by field, and the slice never sees it', async () => {
    const { deliver, sentAnswers, calls } = await setUp();
    await deliver(depositRequest({ ledger: 'one', amount: -1, colour: 'red' }));
    const [answer] = await sentAnswers();
    expect(answer?.data).toMatchObject({ ok: false, refusal: { code: 'request.invalid', kind: 'invalid' } });
    expect(JSON.stringify(answer?.data)).toContain('amount');
    expect(JSON.stringify(answer?.data)).toContain('colour');
    expect(calls).toEqual([]);
  });

  it('keeps a refusal as its outcome', async () => {
    const { deliver, sentAnswers, calls } = await setUp(async () => refuse('conflict'));
    const request = depositRequest({ ledger: 'one', amount: 5 });
    await deliver(request);
    await deliver(request);
    expect(calls).toHaveLength(1);
    expect((await sentAnswers()).map(({ data }) => data)).toEqual([refuse('conflict'), refuse('conflict')]);
  });

  it('that got "not now" is carried out when it comes again', async () => {
    let busy = true;
    const { deliver, sentAnswers, amounts } = await setUp((...all) =>
      busy ? Promise.resolve(refuse('unavailable')) : depositSlice(...all),
    );
    const request = depositRequest({ ledger: 'one', amount: 5 });
    await deliver(request);
    busy = false;
    await deliver(request);
    expect((await sentAnswers()).map(({ data }) => (data as Outcome).ok)).toEqual([false, true]);
    expect(await amounts()).toEqual([5]);
  });

  it('fails so that it is delivered again when its slice throws', async () => {
    const { deliver, sentAnswers } = await setUp(() => Promise.reject(new Error('bug')));
    await expect(deliver(depositRequest({ ledger: 'one', amount: 5 }))).rejects.toThrow('bug');
    expect(await sentAnswers()).toEqual([]);
  });

  it('whose answer is a secret is not carried out over the bus at all', async () => {
    const { deliver, calls, amounts, sentAnswers } = await setUp(depositSlice, { ...deposit, confidential: true });
    await expect(deliver(depositRequest({ ledger: 'one', amount: 5 }))).rejects.toThrow('secret');
    expect(calls).toEqual([]);
    expect([...(await amounts()), ...(await sentAnswers())]).toEqual([]);
  });

  it('that nobody waits for is carried out without an answer', async () => {
    const { deliver, sentAnswers, amounts } = await setUp();
    const { replyTo: _, ...request } = depositRequest({ ledger: 'one', amount: 5 });
    await deliver(request);
    expect(await amounts()).toEqual([5]);
    expect(await sentAnswers()).toEqual([]);
  });

  it('is answered by claim check when the answer is too large for a row', async () => {
    const { deliver, sentAnswers, ports } = await setUp();
    await deliver(depositRequest({ ledger: 'x' }, { name: 'billing.Audit' }));
    const [answer] = await sentAnswers();
    expect(answer?.data).toEqual({ claimCheck: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await checkOut(answer?.data, ports.resources.payloads)).toMatchObject({ ok: true, answer: { text: 'x'.repeat(300_000) } });
  });
});

describe('a request over HTTP', () => {
  it('without a key is carried out each time', async () => {
    const { call, amounts } = await setUp();
    await call({ ledger: 'one', amount: 5 });
    await call({ ledger: 'one', amount: 5 });
    expect(await amounts()).toEqual([5, 5]);
  });

  it('repeated under its key gets the first outcome', async () => {
    const { call, amounts } = await setUp();
    const once = await call({ ledger: 'one', amount: 5 }, first);
    expect(await call({ ledger: 'one', amount: 5 }, first)).toEqual(once);
    expect(await amounts()).toEqual([5]);
  });

  it('that is another one under a used key is refused', async () => {
    const { call, amounts } = await setUp();
    await call({ ledger: 'one', amount: 5 }, first);
    const outcome = await call({ ledger: 'one', amount: 6 }, { ...first, fingerprint: 'deposit 6' });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'request.key-reused' } });
    expect(await amounts()).toEqual([5]);
  });

  it('is a new one a day later', async () => {
    const { call, amounts, clock } = await setUp();
    await call({ ledger: 'one', amount: 5 }, first);
    clock.forward(24 * 60 * 60 * 1000 + 1000);
    await call({ ledger: 'one', amount: 5 }, first);
    expect(await amounts()).toEqual([5, 5]);
  });

  it('repeated while the first is under way gets the outcome of the first', async () => {
    const { call, amounts } = await setUp();
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => call({ ledger: 'one', amount: 5 }, first)));
    expect(await amounts()).toEqual([5]);
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
  });

  it('that is another one under a key just being used is never answered with the outcome of the first', async () => {
    const { call, amounts } = await setUp();
    const [one, other] = await Promise.all([
      call({ ledger: 'one', amount: 5 }, first),
      call({ ledger: 'one', amount: 6 }, { ...first, fingerprint: 'deposit 6' }),
    ]);
    expect(await amounts()).toEqual([5]);
    expect(one).toMatchObject({ ok: true });
    expect(other).toMatchObject({ ok: false, refusal: { code: 'request.key-reused' } });
  });

  it('repeated at once gets the first outcome also when the slice would now refuse', async () => {
    const { call, amounts } = await setUp((data, context, { events }) =>
      events.commit(context, `ledger/${data.ledger}`, async (sequence) =>
        sequence > 0
          ? refuse('conflict')
          : { ok: true, facts: [{ name: 'billing.Deposited', data: { amount: data.amount } }], answer: { sequence: 1 } },
      ),
    );
    const outcomes = await Promise.all([call({ ledger: 'one', amount: 5 }, first), call({ ledger: 'one', amount: 5 }, first)]);
    expect(outcomes).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await amounts()).toEqual([5]);
  });

  it('that is refused gives the same refusal to all who repeat it at once', async () => {
    const { call } = await setUp(async () => refuse('conflict'));
    expect(await Promise.all([call({ ledger: 'one', amount: 5 }, first), call({ ledger: 'one', amount: 5 }, first)])).toEqual([
      refuse('conflict'),
      refuse('conflict'),
    ]);
  });

  it('that got "not now" may be tried again under the same key', async () => {
    let busy = true;
    const { call, amounts } = await setUp((...all) => (busy ? Promise.resolve(refuse('unavailable')) : depositSlice(...all)));
    expect(await call({ ledger: 'one', amount: 5 }, first)).toEqual(refuse('unavailable'));
    busy = false;
    expect(await call({ ledger: 'one', amount: 5 }, first)).toMatchObject({ ok: true });
    expect(await amounts()).toEqual([5]);
  });

  it('is remembered whole when its outcome is too large for a row', async () => {
    const { call } = await setUp();
    const once = await call({ ledger: 'x' }, first, 'audit');
    expect(await call({ ledger: 'x' }, first, 'audit')).toEqual(once);
    expect(once).toMatchObject({ ok: true, answer: { text: 'x'.repeat(300_000) } });
  });
});
