/** Starts executions and completes their waiting steps; both may be asked for again and happen once. */
import { SendTaskFailureCommand, SendTaskSuccessCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { Outgoing } from '../kernel/outgoing.ts';
import type { Log } from '../kernel/ports.ts';
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

const MAX_CAUSE = 32_768;

const start = async ({ client, arns }: SagaCallParts, { saga, id, input }: Extract<Outgoing, { kind: 'start' }>): Promise<void> => {
  const stateMachineArn = arns.get(saga);
  if (stateMachineArn === undefined) throw new Error(`the environment names no state machine for ${saga}`);
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name: id, input: JSON.stringify(input) }));
  } catch (error) {
    if (nameOf(error) !== ALREADY) throw error;
  }
};

/** A refusal ends the step with an error that the definition can catch; "not now" is one that it may retry. */
const completion = (taskToken: string, outcome: Outcome): SendTaskSuccessCommand | SendTaskFailureCommand => {
  if (outcome.ok) return new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(outcome.answer ?? null) });
  const { kind, message } = outcome.refusal;
  return new SendTaskFailureCommand({
    taskToken,
    error: kind === 'unavailable' ? 'Unavailable' : 'Refused',
    cause: message.slice(0, MAX_CAUSE),
  });
};

const complete = async ({ client, log }: SagaCallParts, { taskToken, outcome }: Extract<Outgoing, { kind: 'reply' }>): Promise<void> => {
  const command = completion(taskToken, outcome);
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
