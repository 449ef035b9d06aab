/**
 * A double of Step Functions at the wire: starting executions and completing waiting steps (AWS Step Functions API Reference,
 * "StartExecution", "SendTaskSuccess", "SendTaskFailure"). What an execution does is the test's: it may be a saga runner.
 */
import { awsJsonWire, WireRefusal } from './aws-json-wire.ts';
import type { Admit, Wire } from './aws-json-wire.ts';
import { only } from './only.ts';

export interface Execution {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: unknown;
}

export type StepEnd =
  { readonly ok: true; readonly output: unknown } | { readonly ok: false; readonly error: string; readonly cause: string };

/** Whether somebody waited under the token; otherwise the error's name. */
export type Completed = 'taken' | 'TaskTimedOut' | 'TaskDoesNotExist' | 'InvalidToken';

export interface SfnWireOptions {
  readonly admit?: Admit;
  readonly stateMachines?: readonly string[];
  readonly onStart?: (execution: Execution) => void | Promise<void>;
  readonly onComplete?: (taskToken: string, end: StepEnd) => Completed | Promise<Completed>;
}

export interface SfnWire extends Wire {
  readonly executions: readonly Execution[];
  readonly completions: readonly { readonly taskToken: string; readonly end: StepEnd }[];
  /** The execution has ended: its name can be used no more, with whatever input. */
  end(name: string): void;
  /** Refuses so many calls. */
  refuse(calls: number): void;
}

const NAME = /^[\w-]{1,80}$/;
const MAX_INPUT_BYTES = 262_144;

const parsed = (text: string, error: string): unknown => {
  if (Buffer.byteLength(text) > MAX_INPUT_BYTES)
    throw new WireRefusal('ValidationException', `Value must have length less than or equal to ${MAX_INPUT_BYTES}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new WireRefusal(error, 'The provided JSON data is not valid');
  }
};

/** The names that executions have, and what became of them. */
const executionsOf = (machines: readonly string[] | undefined) => {
  const all: Execution[] = [];
  const inputs = new Map<string, string>();
  const ended = new Set<string>();
  const start = (stateMachineArn: string, name: string, input: string): Execution | undefined => {
    if (!NAME.test(name)) throw new WireRefusal('InvalidName', `Invalid Name: '${name}'`);
    if (machines && !machines.includes(stateMachineArn))
      throw new WireRefusal('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
    const execution = { stateMachineArn, name, input: parsed(input, 'InvalidExecutionInput') };
    const earlier = inputs.get(`${stateMachineArn} ${name}`);
    // The same start of a run that goes on is answered as the first was; any other repeat is refused.
    if (earlier === input && !ended.has(name)) return undefined;
    if (earlier !== undefined) throw new WireRefusal('ExecutionAlreadyExists', `Execution Already Exists: '${name}'`);
    inputs.set(`${stateMachineArn} ${name}`, input);
    all.push(execution);
    return execution;
  };
  return { all, start, end: (name: string) => void ended.add(name) };
};

interface StartInput {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: string;
}

export const sfnWire = async ({ stateMachines, onStart, onComplete, admit }: SfnWireOptions = {}): Promise<SfnWire> => {
  const executions = executionsOf(stateMachines);
  const completions: { taskToken: string; end: StepEnd }[] = [];
  let refused = 0;
  const asked = (input: object, ...known: readonly string[]): void => {
    only(input, ...known);
    if (refused === 0) return;
    refused -= 1;
    throw new WireRefusal('InternalFailure', 'ordered by the test', { status: 500 });
  };
  const complete = async (taskToken: string, end: StepEnd): Promise<object> => {
    const answer = (await onComplete?.(taskToken, end)) ?? 'taken';
    if (answer !== 'taken') throw new WireRefusal(answer, `${answer}: '${taskToken}'`);
    completions.push({ taskToken, end });
    return {};
  };
  const operations = {
    StartExecution: async (input: StartInput) => {
      asked(input, 'stateMachineArn', 'name', 'input');
      const started = executions.start(input.stateMachineArn, input.name, input.input);
      if (started) await onStart?.(started);
      return { executionArn: `${input.stateMachineArn.replace(':stateMachine:', ':execution:')}:${input.name}`, startDate: 1_767_225_600 };
    },
    SendTaskSuccess: (input: { readonly taskToken: string; readonly output: string }) => {
      asked(input, 'taskToken', 'output');
      return complete(input.taskToken, { ok: true, output: parsed(input.output, 'InvalidOutput') });
    },
    SendTaskFailure: (input: { readonly taskToken: string; readonly error: string; readonly cause: string }) => {
      asked(input, 'taskToken', 'error', 'cause');
      if (input.error.length > 256 || input.cause.length > 32_768)
        throw new WireRefusal('ValidationException', 'error or cause is too long');
      return complete(input.taskToken, { ok: false, error: input.error, cause: input.cause });
    },
  };
  const wire = await awsJsonWire('AWSStepFunctions', operations, admit);
  return { ...wire, executions: executions.all, completions, end: executions.end, refuse: (calls) => void (refused += calls) };
};
