import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { checkOut } from './claim-check.ts';
import { deposit, depositRequest, depositSlice } from './ledger-fixture.ts';
import { refuse, setUp } from './requests-fixture.ts';

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

  it('that is only tried out is answered, and leaves its id to the real one', async () => {
    const { deliver, sentAnswers, amounts } = await setUp();
    const request = depositRequest({ ledger: 'one', amount: 5 });
    await deliver({ ...request, data: { ledger: 'one', amount: 5, dryRun: true } });
    expect(await amounts()).toEqual([]);
    await deliver(request);
    expect(await amounts()).toEqual([5]);
    expect(await sentAnswers()).toMatchObject([{ data: { ok: true } }, { data: { ok: true, token: { 'ledger/one': 1 } } }]);
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

  it.each([
    ['whose answer is a secret', { confidential: true }],
    ['of an owner', { access: 'own' }],
    ['of an account', { access: 'account' }],
  ] as const)('%s is not carried out at all', async (_, over) => {
    const { deliver, calls, amounts, sentAnswers } = await setUp(depositSlice, { ...deposit, ...over });
    await expect(deliver(depositRequest({ ledger: 'one', amount: 5 }))).rejects.toThrow('not asked over the bus');
    expect(calls).toEqual([]);
    expect([...(await amounts()), ...(await sentAnswers())]).toEqual([]);
  });

  it('of a version that is not known yet is left for the program that knows it', async () => {
    const { deliver, calls } = await setUp();
    await expect(deliver(depositRequest({ ledger: 'one', amount: 5 }, { version: 2 }))).rejects.toThrow(
      'does not answer billing.Deposit.v2',
    );
    expect(calls).toEqual([]);
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
