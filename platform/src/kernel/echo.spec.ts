import { describe, expect, it } from '@jest/globals';
import { ledgerService } from './ledger-fixture.ts';
import { movableClock } from './test-clock.ts';
import { testKernel } from './test-kernel.ts';

describe('the echo of a service', () => {
  it('comes back when what it sends arrives', async () => {
    const { runtime, sent } = await testKernel(ledgerService({}));
    await runtime.hearEcho();
    expect(sent.map((one) => (one.kind === 'message' ? `${one.envelope.kind} ${one.envelope.name}` : one.kind))).toEqual([
      'request billing.Echo',
      'answer billing.Echo',
    ]);
  });

  it('is missed when messages vanish without a word', async () => {
    const clock = movableClock();
    const { runtime } = await testKernel(ledgerService({}), { disorder: () => [], clock });
    const heard = runtime.hearEcho();
    clock.forward(60_000);
    await expect(heard).rejects.toThrow(/what billing sends does not come back/);
  });
});
