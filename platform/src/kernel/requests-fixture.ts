/** A ledger service in a house of its own, for specs of how requests are carried out once. */
import type { AnswerEnvelope } from '@wikibot/contracts/define/envelope';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { depositRequest } from './ledger-fixture.ts';
import { ada, answers, audit, deposit, depositSlice, ledgerService } from './ledger-fixture.ts';
import type { KernelPorts } from './ports.ts';
import { movableClock } from './test-clock.ts';
import { testContext, testHouse } from './test-kernel.ts';

type Slice = AnswerSlice<typeof deposit, KernelPorts>;

export const setUp = async (slice: Slice = depositSlice, asked = deposit) => {
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

export const refuse = (kind: 'conflict' | 'unavailable'): Refused => ({
  ok: false,
  refusal: { code: 'ledger.no', kind, message: 'No.', remedy: '', detail: {} },
});
