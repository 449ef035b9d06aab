import { describe, expect, it } from '@jest/globals';
import { depositSlice } from './ledger-fixture.ts';
import { refuse, setUp } from './requests-fixture.ts';

const first = { id: '0190a6d2-0000-7000-8000-000000000001', fingerprint: 'deposit 5' };

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

  it('that is only tried out uses up no key, and learns nothing from what was done under it', async () => {
    const { call, amounts } = await setUp();
    const trial = { ledger: 'one', amount: 5, dryRun: true };
    expect(await call(trial, { ...first, fingerprint: 'trial' })).toMatchObject({ ok: true, answer: { sequence: 1 } });
    expect(await amounts()).toEqual([]);
    await call({ ledger: 'one', amount: 5 }, first);
    expect(await call(trial, { ...first, fingerprint: 'trial' })).toMatchObject({ ok: true, answer: { sequence: 2 } });
    expect(await amounts()).toEqual([5]);
  });

  it('is remembered whole when its outcome is too large for a row', async () => {
    const { call } = await setUp();
    const once = await call({ ledger: 'x' }, first, 'audit');
    expect(await call({ ledger: 'x' }, first, 'audit')).toEqual(once);
    expect(once).toMatchObject({ ok: true, answer: { text: 'x'.repeat(300_000) } });
  });
});
