/** Starting a saga is a row like any other; so is completing its steps. Both leave through the outbox. */
import type { Json, Operation, Row } from './table.ts';
import { asJson } from './outgoing.ts';

export interface Sagas {
  /** The operation that starts a saga together with whatever else a slice writes; the id is the execution's name. */
  starting(saga: string, id: string, input: Json): Operation;
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
