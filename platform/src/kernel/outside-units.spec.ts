import { describe, expect, it } from '@jest/globals';
import { outsideVocabulary } from '@wikibot/contracts/define/outside';
import { subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import type { Manifest, Unit } from '@wikibot/contracts/define/service';
import { audit, deposit, depositRequest, depositSlice, ledgerService, renamed } from './ledger-fixture.ts';
import * as ledger from './ledger-fixture.ts';
import type { KernelPorts } from './ports.ts';
import { testKernel } from './test-kernel.ts';

interface Placed extends KernelPorts {
  readonly here: 'inside' | 'outside';
}

/** A service that has both places, and units which tell where they ran. */
const house = () => {
  const told: string[] = [];
  const outside = outsideVocabulary<Placed>();
  const ports = (here: Placed['here']) => async () => ({ default: async (kernel: KernelPorts): Promise<Placed> => ({ ...kernel, here }) });
  const note =
    (what: string) =>
    async (_message: unknown, _context: unknown, { here }: Placed) =>
      void told.push(`${what} ${here}`);
  const units: Readonly<Record<string, Unit>> = {
    deposit: ledger.answers(deposit, { load: async () => ({ default: depositSlice }) }),
    audit: outside.answers(audit, {
      load: async () => ({ default: async (_data, _context, { here }) => ({ ok: true, answer: { text: here }, token: {} }) }),
    }),
    followOutside: outside.reaction({ to: [renamed], load: async () => ({ default: note('reaction') }) }),
    lookOutside: outside.timer({
      meaning: 'Looks.',
      everySeconds: 60,
      load: async () => ({ default: async ({ here }) => void told.push(`timer ${here}`) }),
    }),
  };
  const manifest: Manifest = {
    ...ledgerService(units),
    ports: ports('inside'),
    outside: { needs: ['internet'], ports: ports('outside') },
  };
  return { manifest, told };
};

describe('a unit outside', () => {
  it('has the ports of the place where it runs', async () => {
    const { manifest, told } = house();
    const { runtime, ports } = await testKernel<Placed>(manifest);
    await runtime.runTimer('lookOutside');
    const context = {
      actor: { kind: 'system', name: 'test' },
      tenant: {},
      requestId: ports.ids.uuid(),
      correlationId: 'c',
      deadline: Date.now() + 5_000,
    } as const;
    expect(await ports.ask(audit, { ledger: 'one' }, context)).toMatchObject({ ok: true, answer: { text: 'outside' } });
    expect([ports.here, ...told]).toEqual(['inside', 'timer outside']);
  });

  it('hears through queues of its own', () => {
    const { manifest } = house();
    const heard = subscriptionsOf(manifest).map(({ subscriber, place }) => `${place} ${subscriber}`);
    expect(heard.sort()).toEqual([
      'inside billing.mailbox',
      'inside billing.requests',
      'outside billing.followOutside',
      'outside billing.outside',
    ]);
    const asked = depositRequest({ ledger: 'one', amount: 1 });
    expect(
      subscriptionsOf(manifest)
        .filter(({ receives }) => receives(asked))
        .map(({ subscriber }) => subscriber),
    ).toEqual(['billing.requests']);
  });
});
