/** Who may begin an execution, and how it begins. Source: API Reference, StartExecution. */
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../kernel/table.ts';
import type { StateMachineDefinition } from './definition.ts';
import type { Beginning, Journal } from './journal.ts';
import { bytesOf, MAX_PAYLOAD_BYTES } from './payload.ts';

/** An execution could not be started; the names are those of Step Functions' StartExecution. */
export class StartRefused extends Error {
  override readonly name: 'StateMachineDoesNotExist' | 'InvalidName' | 'InvalidExecutionInput' | 'ExecutionAlreadyExists';
  constructor(name: StartRefused['name'], message: string) {
    super(message);
    this.name = name;
  }
}

export interface Start {
  readonly stateMachine: string;
  readonly name: string;
  readonly input: Json;
}

const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/**
 * What to journal for a new execution, or nothing when the same one has begun before.
 * @throws {StartRefused}
 */
export const admitted = (
  known: ReturnType<Journal['find']>,
  { stateMachine, name, input: given }: Start,
  { definition, now }: { definition: StateMachineDefinition | undefined; now: number },
): Beginning | undefined => {
  if (definition === undefined) throw new StartRefused('StateMachineDoesNotExist', `there is no state machine ${stateMachine}`);
  if (!NAME.test(name)) throw new StartRefused('InvalidName', `an execution cannot be named ${name}`);
  if (bytesOf(given) > MAX_PAYLOAD_BYTES) throw new StartRefused('InvalidExecutionInput', `the input is over ${MAX_PAYLOAD_BYTES} bytes`);
  const input = JSON.parse(JSON.stringify(given)) as Json;
  if (known === undefined) return beginning({ stateMachine, name, input }, { definition, now });
  if (isDeepStrictEqual(known.input, input)) return undefined;
  throw new StartRefused('ExecutionAlreadyExists', `an execution named ${name} began with another input`);
};

const beginning = (
  { stateMachine, name, input }: Start,
  { definition, now }: { definition: StateMachineDefinition; now: number },
): Beginning => ({
  execution: {
    stateMachine,
    name,
    input,
    started: now,
    due: definition.TimeoutSeconds === undefined ? undefined : now + definition.TimeoutSeconds * 1000,
  },
  definition,
  root: {
    id: 0,
    index: 0,
    state: definition.StartAt,
    input,
    variables: {},
    entered: now,
    retries: [],
    phase: { kind: 'entering', again: false },
    last: 1,
  },
  first: { id: 1, previousEventId: 0, timestamp: now, type: 'ExecutionStarted', details: { input } },
});
