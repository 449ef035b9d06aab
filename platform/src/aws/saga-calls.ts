/** Starts executions and completes their waiting steps; both may be asked for again and happen once. */
import { SendTaskFailureCommand, SendTaskSuccessCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { Outgoing } from '../kernel/outgoing.ts';
import type { Log } from '../kernel/ports.ts';
import { stepEndOf } from '../kernel/sagas.ts';
import type { StepEnd } from '../kernel/sagas.ts';
import { nameOf } from './retries.ts';

export interface SagaCallParts {
  readonly client: Pick<SFNClient, 'send'>;
  /** State machines by the unit's name. */
  readonly arns: ReadonlyMap<string, string>;
  readonly log: Log;
}

/** The name is taken by a run with the same id, which is what was asked for (AWS Step Functions API Reference, "StartExecution"). */
const ALREADY = 'ExecutionAlreadyExists';

/** Nobody waits for this answer any more ("SendTaskSuccess"): the step timed out, was answered before, or its run has ended. */
const TOO_LATE: ReadonlySet<string> = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

const start = async ({ client, arns }: SagaCallParts, { saga, id, input }: Extract<Outgoing, { kind: 'start' }>): Promise<void> => {
  const stateMachineArn = arns.get(saga);
  if (stateMachineArn === undefined) throw new Error(`the environment names no state machine for ${saga}`);
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name: id, input: JSON.stringify(input) }));
  } catch (error) {
    if (nameOf(error) !== ALREADY) throw error;
  }
};

const completion = (taskToken: string, end: StepEnd): SendTaskSuccessCommand | SendTaskFailureCommand =>
  end.ok
    ? new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(end.output) })
    : new SendTaskFailureCommand({ taskToken, error: end.error, cause: end.cause });

const complete = async ({ client, log }: SagaCallParts, { taskToken, outcome }: Extract<Outgoing, { kind: 'reply' }>): Promise<void> => {
  const command = completion(taskToken, stepEndOf(outcome));
  try {
    await (command instanceof SendTaskSuccessCommand ? client.send(command) : client.send(command));
  } catch (error) {
    if (!TOO_LATE.has(nameOf(error))) throw error;
    log('warn', 'a saga no longer waits for this answer', { reason: nameOf(error) });
  }
};

export const sagaCalls =
  (parts: SagaCallParts) =>
  (outgoing: Exclude<Outgoing, { kind: 'message' }>): Promise<void> =>
    outgoing.kind === 'start' ? start(parts, outgoing) : complete(parts, outgoing);
