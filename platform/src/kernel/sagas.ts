/** Starting a saga is a row like any other; so is completing its steps. Both leave through the outbox. */
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { Json, Operation, Row } from './table.ts';
import { asJson } from './outgoing.ts';

export interface Sagas {
  /** The operation that starts a saga together with whatever else a slice writes; the id is the execution's name. */
  starting(saga: string, id: string, input: Json): Operation;
  /** The operation that ends a step which waits, for a reason that no worker answers with. */
  completing(id: string, taskToken: string, outcome: Outcome): Operation;
  /** The answers that its steps have given so far, by step name. */
  answers(id: string): Promise<ReadonlyMap<string, StepAnswer>>;
}

/** How a step ended: its answer, or the refusal's message. */
export interface StepAnswer {
  readonly ok: boolean;
  readonly reason?: string;
  readonly at: number;
}

export const sagaPartition = (id: string): string => `saga#${id}`;

export const startRow = (saga: string, id: string, input: Json): Row => ({
  pk: sagaPartition(id),
  sk: 'start',
  outgoing: asJson({ kind: 'start', saga, id, input }),
});

/** What a step hears of its request: its result, or an error that its definition can take by name. */
export type StepEnd =
  { readonly ok: true; readonly output: Json } | { readonly ok: false; readonly error: 'Refused' | 'Unavailable'; readonly cause: string };

/** The longest cause of a failure (AWS Step Functions API Reference, "SendTaskFailure"). */
const MAX_CAUSE_CHARS = 32_768;

/** A refusal ends the step with an error that the definition can catch; "not now" is one that it may retry. */
export const stepEndOf = (outcome: Outcome): StepEnd => {
  // an answer is JSON by its schema, or nothing
  if (outcome.ok) return { ok: true, output: (outcome.answer ?? null) as Json };
  const { kind, message } = outcome.refusal;
  return { ok: false, error: kind === 'unavailable' ? 'Unavailable' : 'Refused', cause: message.slice(0, MAX_CAUSE_CHARS) };
};
