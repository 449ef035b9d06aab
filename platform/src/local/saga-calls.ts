/** Between services and the saga runner: starts, completions of waiting steps, and what steps put on the bus. */
import { Envelope, sourceOf } from '@wikibot/contracts/define/envelope';
import type { Outgoing } from '../kernel/outgoing.ts';
import type { Log } from '../kernel/ports.ts';
import { stepEndOf } from '../kernel/sagas.ts';
import { StartRefused } from './sagas/admission.ts';
import type { SagaRunner } from './sagas/runner.ts';

/** The name of the state machine behind a unit of a service. */
export const stateMachineOf = (service: string, unit: string): string => `${service}-${unit}`;

export interface SagaCallParts {
  readonly runner: Pick<SagaRunner, 'start' | 'complete'>;
  readonly log: Log;
}

/** The name is taken by a run with the same id, which is what was asked for. */
const isAlreadyThere = (error: unknown): boolean => error instanceof StartRefused && error.name === 'ExecutionAlreadyExists';

/** Carries out what a service has to tell a saga; both may be asked for again and happen once. */
export const sagaCalls = ({ runner, log }: SagaCallParts) => {
  const start = async (stateMachine: string, { id, input }: Extract<Outgoing, { kind: 'start' }>): Promise<void> => {
    try {
      await runner.start(stateMachine, id, input);
    } catch (error) {
      if (!isAlreadyThere(error)) throw error;
    }
  };
  return async (service: string, outgoing: Exclude<Outgoing, { kind: 'message' }>): Promise<void> => {
    if (outgoing.kind === 'start') return start(stateMachineOf(service, outgoing.saga), outgoing);
    const answer = await runner.complete(outgoing.taskToken, stepEndOf(outgoing.outcome));
    if (answer !== 'done') log('warn', 'a saga no longer waits for this answer', { reason: answer });
  };
};

/**
 * What a saga's definition puts on the bus has to be a request of its owner's house, like any other message.
 * @throws {Error} otherwise
 */
export const requestOf = (entry: { readonly Source: string; readonly Detail: unknown }): Envelope => {
  const message = Envelope.parse(typeof entry.Detail === 'string' ? JSON.parse(entry.Detail) : entry.Detail);
  const reply = message.kind === 'request' ? message.replyTo?.service : undefined;
  if (!reply || entry.Source !== sourceOf(reply))
    throw new Error(`a saga may only send requests in the name of its owner, not ${entry.Source}`);
  return message;
};
