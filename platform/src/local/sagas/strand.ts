/** What the runner remembers of an execution: one strand per line of control, each at exactly one state. */
import type { Json } from '../../kernel/table.ts';
import type { StateMachineDefinition } from './definition.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** One event for the bus, shaped as EventBridge's PutEvents takes it: `Detail` is JSON text. */
export interface PutEventsEntry {
  readonly EventBusName?: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly Resources: readonly string[];
}

/** A task under way. Times are epoch milliseconds. */
export interface TaskCall {
  /** Names this attempt; the worker gets it when `waits`. */
  readonly token: string;
  readonly waits: boolean;
  readonly entries: readonly PutEventsEntry[];
  readonly timeoutAt?: number | undefined;
  readonly heartbeatAt?: number | undefined;
  /** The time that a heartbeat buys, in milliseconds. */
  readonly heartbeat?: number | undefined;
}

export type Phase =
  /** An iteration of a Map without a free place yet. */
  | { readonly kind: 'pending' }
  /** The state is next and nothing of it has happened; `again` after the delay of a retry. */
  | { readonly kind: 'entering'; readonly again: boolean }
  | { readonly kind: 'retrying' | 'waiting'; readonly due: number }
  /** The request is journalled (`scheduled`: perhaps not on the bus yet; `submitted`: it is). */
  | { readonly kind: 'scheduled' | 'submitted'; readonly call: TaskCall }
  /** Children run, at most `width` at once. */
  | { readonly kind: 'branching'; readonly width: number }
  /** A branch or iteration is through and waits for its siblings. */
  | { readonly kind: 'ended'; readonly output: Json };

export interface Strand {
  /** Unique in its execution; 0 is the root. */
  readonly id: number;
  readonly parent?: number;
  /** Which branch, or which item. */
  readonly index: number;
  /** The item of the nearest enclosing Map. */
  readonly item?: { readonly Index: number; readonly Value: Json };
  readonly state: string;
  readonly input: Json;
  /** Variables of this scope; enclosing scopes are the parents'. */
  readonly variables: Readonly<Record<string, Json>>;
  readonly entered: number;
  /** Retries so far, by retrier. */
  readonly retries: readonly number[];
  readonly phase: Phase;
  /** The last history event on this strand. */
  readonly last: number;
}

export interface Execution {
  readonly id: number;
  readonly stateMachine: string;
  readonly name: string;
  readonly input: Json;
  readonly started: number;
  /** When the whole execution times out. */
  readonly due?: number | undefined;
}

/** How an execution ended, and with what. */
export type Ending =
  | { readonly status: 'SUCCEEDED'; readonly output: Json }
  | { readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED'; readonly error?: string | undefined; readonly cause?: string | undefined };

/** A running execution as it stands in memory; the journal has the same. */
export interface Running {
  readonly execution: Execution;
  readonly definition: StateMachineDefinition;
  readonly strands: ReadonlyMap<number, Strand>;
  readonly events: number;
}

/** When something must happen to a strand by itself, if ever. */
export const dueOf = ({ phase }: Strand): number | undefined => {
  if (phase.kind === 'retrying' || phase.kind === 'waiting') return phase.due;
  if (phase.kind !== 'scheduled' && phase.kind !== 'submitted') return undefined;
  const times = [phase.call.timeoutAt, phase.call.heartbeatAt].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
};

/** The call of a task under way. */
export const callOf = ({ phase }: Strand): TaskCall | undefined =>
  phase.kind === 'scheduled' || phase.kind === 'submitted' ? phase.call : undefined;

const ARN = 'arn:aws:states:local:000000000000';
export const machineArn = (stateMachine: string): string => `${ARN}:stateMachine:${stateMachine}`;
export const executionArn = (stateMachine: string, name: string): string => `${ARN}:execution:${stateMachine}:${name}`;
