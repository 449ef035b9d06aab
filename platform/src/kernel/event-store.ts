/**
 * Streams of facts on the table. An append writes the facts, the service's own inline rows and the remembered outcome of the request
 * in one transaction; the fact rows are the outbox. Optimistic: a lost race is decided again on the new head.
 */
import type { Context } from '@wikibot/contracts/define/context';
import type { FactEnvelope, Outcome, Tenant } from '@wikibot/contracts/define/envelope';
import type { Fact, NewFact, Stream } from '@wikibot/contracts/define/fact';
import { streamKindOf } from '@wikibot/contracts/define/fact';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { clearPartition } from './clear-partition.ts';
import type { Envelopes } from './envelopes.ts';
import { contended } from './kernel-refusals.ts';
import { asJson, outgoingOf } from './outgoing.ts';
import type { Clock } from './ports.ts';
import { turns } from './turns.ts';
import type { Operation, Row, Table } from './table.ts';
import { ConditionFailed } from './table.ts';

/** What a decision comes to: facts to append (none when nothing needs to happen), rows that change with them, and the answer. */
export interface Decided<A> {
  readonly ok: true;
  readonly facts: readonly NewFact[];
  readonly changes?: readonly Operation[];
  /** Facts of another stream of this service, which are appended to its end in the same transaction. */
  readonly beside?: Beside;
  /** Whose the facts are; the request's tenant unless told. */
  readonly tenant?: Tenant;
  readonly answer: A;
}

export interface Beside {
  readonly stream: string;
  readonly facts: readonly NewFact[];
}

/** Decides on the state as of `sequence`, the number of facts the stream holds; called again when another append came first. */
export type Decide<A> = (sequence: number) => Promise<Decided<A> | Refused>;

export interface EventStore {
  /** The number of facts in the stream, which is the sequence of its last one. */
  head(stream: string): Promise<number>;
  /** Facts after a sequence, oldest first, at most `limit`. */
  read(stream: string, after: number, limit: number): Promise<readonly FactEnvelope[]>;
  /** The latest facts, newest first, before a sequence when told. */
  latest(stream: string, limit: number, before?: number): Promise<readonly FactEnvelope[]>;
  /** Names of streams of one kind, with a cursor. */
  list(kind: string, limit: number, after?: string): Promise<{ readonly streams: readonly string[]; readonly next?: string }>;
  commit<A>(context: Context, stream: string, decide: Decide<A>): Promise<Outcome<A>>;
  /** Deletes every fact of a stream but the last, which says that it has ended. */
  forgetAllButLast(stream: string): Promise<void>;
  /** Deletes a stream that nobody appends to any more. */
  forgetAll(stream: string): Promise<void>;
}

/** A request whose outcome is remembered brings the rows that remember it. */
export interface RememberingContext extends Context {
  readonly outcomeRows?: (outcome: Outcome) => Promise<readonly Operation[]>;
  /** The outcome that another process has remembered meanwhile for the same request. */
  readonly earlier?: () => Promise<Outcome | undefined>;
}

export interface EventStoreParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly streams: readonly Stream[];
  readonly random: () => number;
}

export const eventStore = (parts: EventStoreParts): EventStore => {
  const { table } = parts;
  const commit = committer(parts);
  const inTurn = turns();
  return {
    head: (stream) => headOf(table, stream),
    read: async (stream, after, limit) => {
      const page = await table.query({ pk: streamPartition(stream), ...(after > 0 ? { after: sequenceKey(after) } : {}), limit });
      return page.rows.map(factOf);
    },
    latest: async (stream, limit, before) => {
      const page = await table.query({
        pk: streamPartition(stream),
        reverse: true,
        limit,
        ...(before ? { after: sequenceKey(before) } : {}),
      });
      return page.rows.map(factOf);
    },
    list: async (kind, limit, after) => {
      const page = await table.query({ pk: `streams#${kind}`, limit, ...present({ after }) });
      return present({ streams: page.rows.map((row) => row.sk), next: page.next });
    },
    forgetAll: async (stream) => {
      await clearPartition(table, streamPartition(stream));
      await table.write([{ delete: { pk: `streams#${streamKindOf(stream)}`, sk: stream } }]);
    },
    forgetAllButLast: async (stream) => {
      const last = sequenceKey(await headOf(table, stream));
      await clearPartition(table, streamPartition(stream), ({ sk }) => sk < last);
    },
    /** Appends to one stream go one after the other within a process, which makes lost races rare where there is only one. */
    commit: (context, stream, decide) => inTurn(stream, () => commit({ context, stream, decide })),
  };
};

const DIGITS = 12;
const streamPartition = (stream: string): string => `stream#${stream}`;
const sequenceKey = (sequence: number): string => String(sequence).padStart(DIGITS, '0');

const headOf = async (table: Table, stream: string): Promise<number> => {
  const { rows } = await table.query({ pk: streamPartition(stream), reverse: true, limit: 1 });
  return rows[0] ? Number(rows[0].sk) : 0;
};

const factOf = (row: Row): FactEnvelope => {
  const outgoing = outgoingOf(row['outgoing']);
  if (outgoing?.kind !== 'message' || outgoing.envelope.kind !== 'fact') throw new Error(`row ${row.pk} ${row.sk} is no fact`);
  return outgoing.envelope;
};

/** How long a lost race is decided again before the caller is told to come back, and how long to rest between. */
const CONTENTION_MS = 5_000;
const rest = (attempt: number, random: number): number => Math.min(200, 5 * 2 ** attempt) * random;

interface Commit<A> {
  readonly context: RememberingContext;
  readonly stream: string;
  readonly decide: Decide<A>;
}

const committer = (parts: EventStoreParts) => {
  const { table, clock, random } = parts;
  const append = appender(parts);
  return async <A>({ context, stream, decide }: Commit<A>): Promise<Outcome<A>> => {
    const until = clock.now() + CONTENTION_MS;
    for (let attempt = 0; ; attempt += 1) {
      const at = await headOf(table, stream);
      const decided = await decide(at);
      if (!decided.ok) return decided;
      try {
        return await append({ context, stream, at, decided });
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        const earlier = await context.earlier?.();
        if (earlier) return earlier as Outcome<A>; // the same request, so the same answer
        if (clock.now() >= until) return contended({ stream });
        await clock.sleep(rest(attempt, random()));
      }
    }
  };
};

interface Append<A> {
  readonly context: RememberingContext;
  readonly stream: string;
  /** The sequence that the decision was made on. */
  readonly at: number;
  readonly decided: Decided<A>;
}

const appender = ({ table, envelopes, streams }: EventStoreParts) => {
  const declared = new Map<string, Fact>(streams.flatMap((stream) => stream.facts.map((fact): [string, Fact] => [fact.name, fact])));

  const factRows = ({ stream, at, facts }: Appended, { decided, context }: Append<unknown>): Operation[] =>
    facts.map((fresh, index): Operation => {
      const sequence = at + index + 1;
      const fact = declared.get(fresh.name);
      if (!fact) throw new Error(`${fresh.name} is not declared in any stream that this service publishes`);
      const envelope = envelopes.fact(fact, fresh.data, { stream, sequence, context, tenant: decided.tenant ?? context.tenant });
      return {
        put: { pk: streamPartition(stream), sk: sequenceKey(sequence), outgoing: asJson({ kind: 'message', envelope }) },
        if: 'absent',
      };
    });

  return async <A>(work: Append<A>): Promise<Outcome<A>> => {
    const { context, decided } = work;
    const appended = await allAppended(table, work);
    const token = Object.fromEntries(appended.map(({ stream, at, facts }) => [stream, at + facts.length]).filter(([, end]) => end !== 0));
    const outcome: Outcome<A> = { ok: true, answer: decided.answer, token };
    const rows = appended.flatMap((one) => [...factRows(one, work), ...(one.facts.length > 0 ? [guard(one.stream, one.at)] : [])]);
    const operations = [...rows, ...(decided.changes ?? []), ...((await context.outcomeRows?.(outcome)) ?? [])];
    if (operations.length > 0) await table.write(operations);
    return outcome;
  };
};

interface Appended {
  readonly stream: string;
  /** The sequence that they come behind. */
  readonly at: number;
  readonly facts: readonly NewFact[];
}

const allAppended = async (table: Table, { stream, at, decided }: Append<unknown>): Promise<readonly Appended[]> => {
  const own = { stream, at, facts: decided.facts };
  const { beside } = decided;
  return beside ? [own, { ...beside, at: await headOf(table, beside.stream) }] : [own];
};

/** The fact before must be there (no gaps), or the stream must be new and is then listed. */
const guard = (stream: string, at: number): Operation =>
  at > 0
    ? { check: { pk: streamPartition(stream), sk: sequenceKey(at) }, if: 'present' }
    : { put: { pk: `streams#${streamKindOf(stream)}`, sk: stream }, if: 'absent' };
