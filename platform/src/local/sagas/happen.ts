/** What happens to a running execution from outside: answers of the bus, outcomes, time, and the end by decree. */
import type { Json } from '../../kernel/table.ts';
import { abandonChildren, stopWork } from './abandon.ts';
import type { TaskState } from './definition.ts';
import type { Draft } from './draft.ts';
import { resourceOf } from './enter-task.ts';
import { attempt, exitOf, fail, leave, settle } from './leave.ts';
import { bytesOf, MAX_PAYLOAD_BYTES } from './payload.ts';
import type { TaskCall } from './strand.ts';
import { callOf } from './strand.ts';
import { uuidFrom } from './uuid.ts';

/** What a worker says of its task; `error` is a name that Retry and Catch can take. */
export type Outcome = { readonly ok: true; readonly output: Json } | { readonly ok: false; readonly error: string; readonly cause: string };

const resourceAt = (draft: Draft, id: number) => resourceOf(draft.stateOf(id) as TaskState);

/** The bus has taken the events of this call. */
export const submitted = async (draft: Draft, id: number, call: TaskCall): Promise<void> => {
  const output = { Entries: call.entries.map(() => ({ EventId: uuidFrom(draft.random) })), FailedEntryCount: 0 };
  if (call.waits) {
    draft.record(id, 'TaskSubmitted', { ...resourceAt(draft, id), output });
    return draft.update(id, { phase: { kind: 'submitted', call } });
  }
  draft.record(id, 'TaskSucceeded', { ...resourceAt(draft, id), output });
  await settle(draft, id, output);
};

/** The bus has refused the events of this call. */
export const refused = async (draft: Draft, id: number, { call, cause }: { call: TaskCall; cause: string }): Promise<void> => {
  const failure = { error: 'EventBridge.FailedEntry', cause };
  draft.record(id, call.waits ? 'TaskSubmitFailed' : 'TaskFailed', { ...resourceAt(draft, id), ...failure });
  if (call.waits) draft.token(call.token, id, 'timed-out');
  await fail(draft, id, failure);
};

/** A worker's outcome has come in time. An output over the limit fails the task: the worker is not there any more to be told. */
export const completed = async (draft: Draft, id: number, { call, outcome }: { call: TaskCall; outcome: Outcome }): Promise<void> => {
  draft.token(call.token, id, 'done');
  const failure = failureOf(outcome);
  if (failure !== undefined) {
    draft.record(id, 'TaskFailed', { ...resourceAt(draft, id), ...failure });
    return fail(draft, id, failure);
  }
  const { output: given } = outcome as Extract<Outcome, { ok: true }>;
  // What is remembered must be what the journal gives back.
  const output = JSON.parse(JSON.stringify(given)) as Json;
  draft.record(id, 'TaskSucceeded', { ...resourceAt(draft, id), output });
  await settle(draft, id, output);
};

const failureOf = (outcome: Outcome): { error: string; cause: string } | undefined => {
  if (!outcome.ok) return { error: outcome.error, cause: outcome.cause };
  const bytes = bytesOf(outcome.output);
  if (bytes <= MAX_PAYLOAD_BYTES) return undefined;
  return { error: 'States.DataLimitExceeded', cause: `the output of the task has ${bytes} bytes, the limit is ${MAX_PAYLOAD_BYTES}` };
};

/** A strand's own time may have come; when it has not, nothing changes. */
export const timePassed = async (draft: Draft, id: number): Promise<void> => {
  const strand = draft.strand(id);
  const { phase } = strand;
  if (phase.kind === 'retrying' && draft.now >= phase.due) return draft.update(id, { phase: { kind: 'entering', again: true } });
  if (phase.kind === 'waiting' && draft.now >= phase.due) {
    return attempt(draft, id, () => leave(draft, id, { exit: exitOf(draft.stateOf(id)), unless: strand.input }));
  }
  const call = callOf(strand);
  const error = call && lateness(call, draft.now);
  if (call === undefined || error === undefined) return;
  draft.token(call.token, id, 'timed-out');
  draft.record(id, 'TaskTimedOut', { ...resourceAt(draft, id), error });
  await fail(draft, id, { error });
};

/** The name of the time limit that a call has passed, if any. */
export const lateness = ({ timeoutAt, heartbeatAt }: TaskCall, now: number): string | undefined => {
  if (timeoutAt !== undefined && now >= timeoutAt) return 'States.Timeout';
  return heartbeatAt !== undefined && now >= heartbeatAt ? 'States.HeartbeatTimeout' : undefined;
};

/** Everything under way stops and the execution ends so. */
export const cutOff = (
  draft: Draft,
  ending: { status: 'FAILED' | 'TIMED_OUT' | 'ABORTED'; error?: string | undefined; cause?: string | undefined },
): void => {
  const types = { FAILED: 'ExecutionFailed', TIMED_OUT: 'ExecutionTimedOut', ABORTED: 'ExecutionAborted' } as const;
  abandonChildren(draft, 0);
  stopWork(draft, 0);
  draft.record(0, types[ending.status], { error: ending.error, cause: ending.cause });
  draft.finish(ending);
};
