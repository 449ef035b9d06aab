/** Serves requests: each is carried out once, its outcome remembered for a day, and its answer sent to whoever asked. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome, RequestEnvelope } from '@wikibot/contracts/define/envelope';
import type { Request } from '@wikibot/contracts/define/request';
import type { AnswerSlice, AnswersUnit } from '@wikibot/contracts/define/service';
import { checkedIn, checkIn, checkOut } from './claim-check.ts';
import type { Envelopes } from './envelopes.ts';
import { messageRow } from './envelopes.ts';
import type { RememberingContext } from './event-store.ts';
import { issuesOf } from './issues.ts';
import { invalid, keyReused } from './kernel-refusals.ts';
import type { Clock, KernelPorts } from './ports.ts';
import type { Payloads } from './payloads.ts';
import type { Json, Operation, Table } from './table.ts';

interface Work {
  readonly data: unknown;
  readonly context: Context;
  readonly rows: (outcome: Outcome) => Promise<readonly Operation[]>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export interface RequestParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly payloads: Payloads | undefined;
  readonly ports: () => Promise<KernelPorts>;
}

export interface Requests {
  /** Carries out a request that came over the bus; sends its answer, also when it was carried out before. */
  serve(unit: AnswersUnit, envelope: RequestEnvelope): Promise<void>;
  /** Carries out a request that came over HTTP. With a fingerprint, a repeat under the same request id gets the first outcome. */
  call(unit: AnswersUnit, data: unknown, context: Context, fingerprint?: string): Promise<Outcome>;
}

interface Remembered {
  readonly requestId: string;
  readonly outcome: Outcome;
  readonly fingerprint?: string;
}

const outcomeKey = (requestId: string) => ({ pk: `outcome#${requestId}`, sk: 'outcome' });


/** Refusals that say "not now" are not outcomes: the same request may succeed when it comes again. */
const isFinal = (outcome: Outcome): boolean => outcome.ok || outcome.refusal.kind !== 'unavailable';

export const requests = (parts: RequestParts): Requests => {
  const { table, clock } = parts;

  const recall = async (requestId: string): Promise<{ outcome: Outcome; fingerprint: Json | undefined } | undefined> => {
    const row = await table.get(outcomeKey(requestId));
    return row && { outcome: (await checkOut(row['outcome'], parts.payloads)) as Outcome, fingerprint: row['fingerprint'] }; // written by remember
  };

  const remember = async ({ requestId, outcome, fingerprint }: Remembered): Promise<Operation> => ({
    put: {
      ...outcomeKey(requestId),
      outcome: (await checkIn(outcome, parts.payloads)) as Json, // an outcome is JSON
      expiresAt: Math.floor((clock.now() + DAY_MS) / 1000),
      ...(fingerprint === undefined ? {} : { fingerprint }),
    },
    if: 'absent',
  });

  /** Runs the slice; whatever it did not commit together with the outcome's rows is written after it. */
  const carryOut = async (unit: AnswersUnit, { data, context, rows }: Work): Promise<Outcome> => {
    const parsed = unit.request.data.safeParse(data);
    let committed = false;
    const remembering: RememberingContext = {
      ...context,
      earlier: async () => (await recall(context.requestId))?.outcome,
      outcomeRows: async (outcome) => {
        committed = true;
        return isFinal(outcome) ? rows(outcome) : [];
      },
    };
    const outcome = parsed.success
      ? await (await sliceOf(unit))(parsed.data, remembering, (await parts.ports()) as never) // the unit pairs slice and ports
      : invalid({ issues: issuesOf(parsed.error) });
    const late = committed && outcome.ok ? [] : await rows(outcome);
    if (late.length > 0) await table.write(late);
    return outcome;
  };

  return {
    serve: async (unit, envelope) => {
      const answerRows = async (outcome: Outcome): Promise<Operation[]> => {
        const answer = parts.envelopes.answer(envelope, outcome);
        return answer ? [messageRow(await checkedIn(answer, parts.payloads), clock.now())] : [];
      };
      const earlier = await recall(envelope.id);
      if (earlier) {
        const again = await answerRows(earlier.outcome);
        if (again.length > 0) await table.write(again);
        return;
      }
      if (clock.now() > Date.parse(envelope.deadline)) return;
      const rows = async (outcome: Outcome): Promise<Operation[]> => [
        ...(unit.request.safe || !isFinal(outcome) ? [] : [await remember({ requestId: envelope.id, outcome })]),
        ...(await answerRows(outcome)),
      ];
      await carryOut(unit, { data: envelope.data, context: contextOf(envelope), rows });
    },
    call: async (unit, data, context, fingerprint) => {
      if (fingerprint === undefined) return carryOut(unit, { data, context, rows: () => Promise.resolve([]) });
      const earlier = await recall(context.requestId);
      if (earlier) return earlier.fingerprint === fingerprint ? earlier.outcome : keyReused({ key: context.requestId });
      const rows = async (outcome: Outcome): Promise<Operation[]> => (isFinal(outcome) ? [await remember({ requestId: context.requestId, outcome, fingerprint })] : []);
      return carryOut(unit, { data, context, rows });
    },
  };
};

const sliceOf = async (unit: AnswersUnit): Promise<AnswerSlice<Request, never>> => (await unit.load()).default;

const contextOf = (envelope: RequestEnvelope): Context => ({
  requestId: envelope.id,
  actor: envelope.actor,
  tenant: envelope.tenant,
  correlationId: envelope.correlationId,
  ...(envelope.causationId === undefined ? {} : { causationId: envelope.causationId }),
  deadline: Date.parse(envelope.deadline),
});
