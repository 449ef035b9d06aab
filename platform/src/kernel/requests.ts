/** Serves requests: each is carried out once, its outcome remembered for a day, and its answer sent to whoever asked. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome, RequestEnvelope, Tenant } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import { isDryRun, travels } from '@wikibot/contracts/define/request';
import type { AnswersUnit } from '@wikibot/contracts/define/service';
import { checkedIn, checkIn, checkOut } from './claim-check.ts';
import type { Envelopes } from './envelopes.ts';
import { messageRow } from './envelopes.ts';
import type { RememberingContext } from './event-store.ts';
import { issuesOf } from './issues.ts';
import { invalid, isFinal, keyReused } from './kernel-refusals.ts';
import { loadOnce } from './load-once.ts';
import type { Payloads } from './payloads.ts';
import type { Clock, KernelPorts } from './ports.ts';
import type { Json, Operation, Table } from './table.ts';
import { ConditionFailed } from './table.ts';
import { turns } from './turns.ts';

export interface RequestParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly payloads: Payloads | undefined;
  /** The ports of the place where a unit runs. */
  readonly ports: (unit: AnswersUnit) => Promise<KernelPorts>;
}

/** A request that came over HTTP. With a fingerprint, a repeat under the same request id gets the first outcome. */
export interface Call {
  readonly data: unknown;
  readonly context: Context;
  readonly fingerprint?: string;
}

export interface Requests {
  /** Carries out a request that came over the bus; sends its answer, also when it was carried out before. */
  serve(unit: AnswersUnit, envelope: RequestEnvelope): Promise<void>;
  call(unit: AnswersUnit, call: Call): Promise<Outcome>;
}

export const requests = (parts: RequestParts): Requests => {
  const { table, clock, envelopes } = parts;
  const memory = outcomeMemory(parts);
  const carryOut = worker(parts, memory);
  const inTurn = turns();

  const answerRows = async (envelope: RequestEnvelope, outcome: Outcome): Promise<Operation[]> => {
    const answer = envelopes.answer(envelope, outcome);
    return answer ? [messageRow(await checkedIn(answer, parts.payloads), clock.now())] : [];
  };

  /** A repeat gets the first outcome; another request under the same key is refused. */
  const callOnce = async (unit: AnswersUnit, { data, context, fingerprint }: Call & { readonly fingerprint: string }): Promise<Outcome> => {
    const { requestId, tenant } = context;
    const earlier = await memory.recall(tenant, requestId);
    if (earlier) return earlier.fingerprint === fingerprint ? earlier.outcome : keyReused({ key: requestId });
    const rows = async (outcome: Outcome): Promise<Operation[]> =>
      isFinal(outcome) ? [await memory.remember({ tenant, requestId, outcome, fingerprint })] : [];
    return carryOut(unit, { data, context, rows, fingerprint });
  };

  return {
    serve: async (unit, envelope) => {
      if (!travels(unit.request)) throw new Error(`${envelope.name} is not asked over the bus`);
      const earlier = isRemembered(unit, envelope.data) ? await memory.recall(envelope.tenant, envelope.id) : undefined;
      if (earlier) {
        const again = await answerRows(envelope, earlier.outcome);
        if (again.length > 0) await table.write(again, { volatile: envelope.replyTo?.taskToken === undefined });
        return;
      }
      if (clock.now() > Date.parse(envelope.deadline)) return;
      const rows = async (outcome: Outcome): Promise<Operation[]> => {
        const remembers = isRemembered(unit, envelope.data) && isFinal(outcome);
        return [
          ...(remembers ? [await memory.remember({ tenant: envelope.tenant, requestId: envelope.id, outcome })] : []),
          ...(await answerRows(envelope, outcome)),
        ];
      };
      await carryOut(unit, { data: envelope.data, context: contextOf(envelope), rows });
    },
    call: async (unit, { data, context, fingerprint }) => {
      if (fingerprint === undefined || !isRemembered(unit, data)) return carryOut(unit, { data, context, rows: () => Promise.resolve([]) });
      return inTurn(context.requestId, () => callOnce(unit, { data, context, fingerprint }));
    },
  };
};

/** What changes nothing, or nothing more, may be carried out again. */
const isRemembered = ({ request }: AnswersUnit, data: unknown): boolean => !request.safe && !request.repeatable && !isDryRun(data);

const DAY_MS = 24 * 60 * 60 * 1000;

interface Remembered {
  readonly tenant: Tenant;
  readonly requestId: string;
  readonly outcome: Outcome;
  readonly fingerprint?: string;
}

/** Outcomes about a wiki lie together, so that they can go with it. */
export const outcomePartition = (about: string): string => `outcome#${about}`;
const outcomeKey = ({ wikiId }: Tenant, requestId: string) => ({ pk: outcomePartition(wikiId ?? requestId), sk: requestId });

/** Outcomes by request id, for a day. */
const outcomeMemory = ({ table, clock, payloads }: RequestParts) => ({
  recall: async (tenant: Tenant, requestId: string): Promise<{ outcome: Outcome; fingerprint: Json | undefined } | undefined> => {
    const row = await table.get(outcomeKey(tenant, requestId));
    return row && { outcome: (await checkOut(row['outcome'], payloads)) as Outcome, fingerprint: row['fingerprint'] }; // written by remember
  },
  remember: async ({ tenant, requestId, outcome, fingerprint }: Remembered): Promise<Operation> => ({
    put: {
      ...outcomeKey(tenant, requestId),
      outcome: (await checkIn(outcome, payloads, tenant)) as Json, // an outcome is JSON
      expiresAt: Math.floor((clock.now() + DAY_MS) / 1000),
      ...present({ fingerprint }),
    },
    if: 'absent',
  }),
});

interface Work {
  readonly data: unknown;
  readonly context: Context;
  readonly fingerprint?: string;
  /** What is to be written with the outcome. */
  readonly rows: (outcome: Outcome) => Promise<readonly Operation[]>;
}

/** Runs the slice; whatever it did not commit together with the outcome's rows is written after it. */
const worker = ({ table, ports }: RequestParts, memory: ReturnType<typeof outcomeMemory>) => {
  const sliceOf = loadOnce();

  /** The outcome that another process has remembered meanwhile: of the same request, or of another under the same key. */
  const overtaken = async ({ context, fingerprint }: Work): Promise<Outcome | undefined> => {
    const earlier = await memory.recall(context.tenant, context.requestId);
    return earlier && (earlier.fingerprint === fingerprint ? earlier.outcome : keyReused({ key: context.requestId }));
  };

  const finish = async (unit: AnswersUnit, work: Work, outcome: Outcome): Promise<Outcome> => {
    const operations = await work.rows(outcome);
    try {
      if (operations.length > 0) await table.write(operations, { volatile: !isRemembered(unit, work.data) });
      return outcome;
    } catch (error) {
      const earlier = error instanceof ConditionFailed ? await overtaken(work) : undefined;
      if (earlier) return earlier;
      throw error;
    }
  };

  return async (unit: AnswersUnit, work: Work): Promise<Outcome> => {
    const { data, context, rows } = work;
    const parsed = unit.request.data.safeParse(data);
    if (!parsed.success) return finish(unit, work, invalid({ issues: issuesOf(parsed.error) }));
    let committed = false;
    const remembering: RememberingContext = {
      ...context,
      earlier: () => overtaken(work),
      outcomeRows: async (outcome) => {
        committed = true;
        return isFinal(outcome) ? rows(outcome) : [];
      },
    };
    const slice = await sliceOf(unit.load);
    const outcome = await slice(parsed.data, remembering, (await ports(unit)) as never); // the unit pairs slice and ports
    return committed && outcome.ok ? outcome : finish(unit, work, outcome);
  };
};

const contextOf = (envelope: RequestEnvelope): Context => ({
  requestId: envelope.id,
  actor: envelope.actor,
  tenant: envelope.tenant,
  correlationId: envelope.correlationId,
  deadline: Date.parse(envelope.deadline),
  ...present({ causationId: envelope.causationId, pathRules: envelope.pathRules }),
});
