/** One transition in the making: reads the execution as it will be, collects what the journal must take at once. */
import type { Json } from '../../kernel/table.ts';
import type { Block, State } from './definition.ts';
import type { HistoryEvent, HistoryEventType } from './history.ts';
import type { Query } from './query.ts';
import type { Ending, Execution, Running, Strand } from './strand.ts';
import { callOf } from './strand.ts';

/** What is known of a token: its task waits, has its outcome, or will never take one. */
export type TokenState = 'open' | 'done' | 'timed-out';

/** Everything that one transition changes, applied all or nothing. */
export interface Change {
  readonly execution: number;
  readonly strands: ReadonlyMap<number, Strand>;
  readonly dropped: ReadonlySet<number>;
  readonly events: readonly HistoryEvent[];
  readonly tokens: ReadonlyMap<string, { readonly strand: number; readonly state: TokenState }>;
  readonly ending?: Ending;
  readonly now: number;
}

export interface Draft {
  readonly execution: Execution;
  readonly query: Query;
  readonly random: () => number;
  readonly now: number;
  strand(id: number): Strand;
  childrenOf(id: number): readonly Strand[];
  stateOf(id: number): State;
  update(id: number, patch: Partial<Omit<Strand, 'id'>>): void;
  add(strand: Omit<Strand, 'id'>): number;
  /** Removes a strand; its token, if any, takes no outcome any more. */
  drop(id: number): void;
  record(id: number, type: HistoryEventType, details?: Json): void;
  token(token: string, strand: number, state: TokenState): void;
  finish(ending: Ending): void;
  /** A strand that stands before its next state, as long as the execution is not over. */
  ready(): number | undefined;
  /** How many events the history has by now. */
  events(): number;
  change(): Change;
}

const known = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`${what} is not part of this execution`);
  return value;
};

/** A child's states are those of its branch or iteration, which its parent's state holds. */
const stateAt = (definition: Block, strands: ReadonlyMap<number, Strand>, { parent, index, state: name }: Strand): State => {
  if (parent === undefined) return known(definition.States[name], name);
  const outer = stateAt(definition, strands, known(strands.get(parent), `strand ${parent}`));
  const block = outer.Type === 'Parallel' ? outer.Branches[index] : outer.Type === 'Map' ? outer.ItemProcessor : undefined;
  return known(known(block, `branch ${index}`).States[name], name);
};

/** A draft over a running execution at a moment (epoch milliseconds). */
export const draftOf = (running: Running, tools: { query: Query; random: () => number; now: number }): Draft => {
  const { execution, definition } = running;
  const strands = new Map(running.strands);
  const touched = new Set<number>();
  const dropped = new Set<number>();
  const events: HistoryEvent[] = [];
  const tokens = new Map<string, { strand: number; state: TokenState }>();
  let ending: Ending | undefined;
  let nextId = Math.max(-1, ...strands.keys()) + 1;

  const strand = (id: number): Strand => known(strands.get(id), `strand ${id}`);
  const put = (next: Strand): void => {
    strands.set(next.id, next);
    touched.add(next.id);
    dropped.delete(next.id);
  };
  return {
    execution,
    ...tools,
    strand,
    stateOf: (id) => stateAt(definition, strands, strand(id)),
    childrenOf: (id) => [...strands.values()].filter(({ parent }) => parent === id).toSorted((one, other) => one.index - other.index),
    update: (id, patch) => put({ ...strand(id), ...patch }),
    add: (fresh) => {
      put({ ...fresh, id: nextId });
      return nextId++;
    },
    drop: (id) => {
      const call = callOf(strand(id));
      if (call?.waits) tokens.set(call.token, { strand: id, state: 'timed-out' });
      strands.delete(id);
      touched.delete(id);
      dropped.add(id);
    },
    record: (id, type, details = {}) => {
      const event = { id: running.events + events.length + 1, previousEventId: strand(id).last, timestamp: tools.now, type, details };
      events.push(event);
      put({ ...strand(id), last: event.id });
    },
    token: (token, id, state) => void tokens.set(token, { strand: id, state }),
    finish: (end) => {
      ending = end;
    },
    ready: () => (ending === undefined ? [...strands.values()].find(({ phase }) => phase.kind === 'entering')?.id : undefined),
    events: () => running.events + events.length,
    change: () => ({
      execution: execution.id,
      strands: new Map([...touched].map((id) => [id, strand(id)])),
      dropped,
      events,
      tokens,
      ...(ending && { ending }),
      now: tools.now,
    }),
  };
};
