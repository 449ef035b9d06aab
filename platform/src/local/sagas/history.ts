/** The history of an execution in the names that Step Functions gives its events (API Reference, HistoryEvent). */
import type { Json } from '../../kernel/table.ts';
import type { State } from './definition.ts';

export type HistoryEventType =
  | `Execution${'Started' | 'Succeeded' | 'Failed' | 'TimedOut' | 'Aborted'}`
  | `${State['Type']}StateEntered`
  | `${Exclude<State['Type'], 'Fail'>}StateExited`
  | `Task${'Scheduled' | 'Started' | 'Submitted' | 'SubmitFailed' | 'Succeeded' | 'Failed' | 'TimedOut'}`
  | `${'Task' | 'Wait' | 'Parallel' | 'Map'}StateAborted`
  | `${'Parallel' | 'Map'}State${'Started' | 'Succeeded' | 'Failed'}`
  | `MapIteration${'Started' | 'Succeeded' | 'Failed' | 'Aborted'}`
  | 'EvaluationFailed';

export interface HistoryEvent {
  /** Counts from 1 within an execution. */
  readonly id: number;
  /** The event this one followed on its branch; 0 for the first. */
  readonly previousEventId: number;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly type: HistoryEventType;
  readonly details: Json;
}
