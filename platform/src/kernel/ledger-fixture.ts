/** A small service for specs of the kernel: ledgers that money is put into. */
import type { FactEnvelope, RequestEnvelope } from '@wikibot/contracts/define/envelope';
import { defineFact, defineNotice, defineStream } from '@wikibot/contracts/define/fact';
import { AccountId } from '@wikibot/contracts/define/ids';
import { defineRequest, DryRun } from '@wikibot/contracts/define/request';
import type { AnswerSlice, Manifest, Unit } from '@wikibot/contracts/define/service';
import { vocabulary } from '@wikibot/contracts/define/service';
import * as z from 'zod';
import { randomIds } from './ids.ts';
import type { KernelPorts } from './ports.ts';

export const ada = AccountId.parse(`acc_${'a'.repeat(32)}`);

export const deposited = defineFact('billing.Deposited', { meaning: 'Money was put in.', data: z.object({ amount: z.number().int() }) });
export const closed = defineFact('billing.Closed', { meaning: 'Nothing may be put in any more.', data: z.object({}) });
export const ledgerStream = defineStream({ name: 'ledger', service: 'billing', meaning: 'One ledger.', facts: [deposited, closed] });
export const renamed = defineNotice('billing.Renamed', { meaning: 'A ledger has another name.', data: z.object({ name: z.string() }) });

export const deposit = defineRequest('billing.Deposit', {
  meaning: 'Puts money in.',
  access: 'system',
  data: z.strictObject({ ledger: z.string(), amount: z.number().int().positive(), dryRun: DryRun }),
  answer: z.object({ sequence: z.number() }),
});

export const audit = defineRequest('billing.Audit', {
  meaning: 'Looks at a ledger.',
  access: 'system',
  safe: true,
  data: z.strictObject({ ledger: z.string() }),
  answer: z.object({ text: z.string() }),
});

export const { answers, reaction, serves, view } = vocabulary<KernelPorts>();

/** Puts the amount in as one fact, unless it is only tried out. */
export const depositSlice: AnswerSlice<typeof deposit, KernelPorts> = (data, context, { events }) =>
  events.commit(context, `ledger/${data.ledger}`, async (sequence) => ({
    ok: true,
    facts: data.dryRun ? [] : [{ name: 'billing.Deposited', data: { amount: data.amount } }],
    answer: { sequence: sequence + 1 },
  }));

export const ledgerService = (units: Readonly<Record<string, Unit>>): Manifest => ({
  name: 'billing',
  meaning: 'Keeps ledgers.',
  publishes: { streams: [ledgerStream], notices: [renamed] },
  needs: [],
  ports: async () => ({ default: async (kernel: KernelPorts) => kernel }),
  units,
});

const base = () => ({
  id: randomIds(Date.now).uuid(),
  version: 1,
  time: '2026-01-01T00:00:00.000Z',
  actor: { kind: 'person', accountId: ada } as const,
  tenant: { accountId: ada },
  correlationId: 'correlation',
});

export const depositFact = (sequence: number, data: unknown = { amount: sequence }, over: Partial<FactEnvelope> = {}): FactEnvelope => ({
  ...base(),
  kind: 'fact',
  name: 'billing.Deposited',
  stream: 'ledger/one',
  sequence,
  data,
  ...over,
});

export const depositRequest = (data: unknown, over: Partial<RequestEnvelope> = {}): RequestEnvelope => ({
  ...base(),
  kind: 'request',
  name: 'billing.Deposit',
  deadline: '2026-01-01T00:00:10.000Z',
  replyTo: { service: 'mcp' },
  data,
  ...over,
});
