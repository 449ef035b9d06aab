/** Task: events for the bus, and perhaps a wait for the token that travels in them. */
import * as z from 'zod';
import type { Json } from '../../kernel/table.ts';
import type { TaskState } from './definition.ts';
import type { Draft } from './draft.ts';
import { StateFailed } from './failure.ts';
import { bounded } from './payload.ts';
import { ask } from './scope.ts';
import type { PutEventsEntry } from './strand.ts';
import { executionArn, machineArn } from './strand.ts';
import { uuidFrom } from './uuid.ts';

/** EventBridge API Reference, PutEvents: at most ten entries a call; `Detail` may be an object here, Step Functions writes it as text. */
const Arguments = z.strictObject({
  Entries: z
    .array(
      z.strictObject({
        EventBusName: z.string().min(1).optional(),
        Source: z.string().min(1),
        DetailType: z.string().min(1),
        Detail: z.union([z.string(), z.record(z.string(), z.json())]),
        Resources: z.array(z.string()).optional(),
      }),
    )
    .min(1)
    .max(10),
});

/** How a task's work is named in the history. */
export const resourceOf = ({ Resource }: TaskState): { resourceType: string; resource: string } => ({
  resourceType: 'events',
  resource: Resource.slice('arn:aws:states:::events:'.length),
});

export const beginTask = async (draft: Draft, id: number, state: TaskState): Promise<void> => {
  const token = uuidFrom(draft.random);
  const waits = state.Resource.endsWith('.waitForTaskToken');
  const given = await ask(draft, id, { field: 'Arguments', template: state.Arguments, sight: waits ? { token } : {} });
  const entries = entriesOf(draft, bounded(given, 'the arguments of the task'));
  const timeout = await secondsOf(draft, id, { field: 'TimeoutSeconds', template: state.TimeoutSeconds });
  const heartbeat = await secondsOf(draft, id, { field: 'HeartbeatSeconds', template: state.HeartbeatSeconds });
  draft.record(id, 'TaskScheduled', {
    ...resourceOf(state),
    region: 'local',
    parameters: JSON.stringify(given),
    ...(timeout !== undefined && { timeoutInSeconds: timeout }),
    ...(heartbeat !== undefined && { heartbeatInSeconds: heartbeat }),
  });
  draft.record(id, 'TaskStarted', resourceOf(state));
  if (waits) draft.token(token, id, 'open');
  const times = { timeoutAt: after(draft.now, timeout), heartbeatAt: after(draft.now, heartbeat), heartbeat: after(0, heartbeat) };
  draft.update(id, { phase: { kind: 'scheduled', call: { token, waits, entries, ...times } } });
};

const after = (start: number, seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : start + seconds * 1000;

const secondsOf = async (
  draft: Draft,
  id: number,
  { field, template }: { field: string; template: Json | undefined },
): Promise<number | undefined> => {
  if (template === undefined) return undefined;
  const seconds = await ask(draft, id, { field, template });
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 1 && seconds <= 99_999_999) return seconds;
  throw new StateFailed({ error: 'States.QueryEvaluationError', cause: `${field} is no positive number of seconds`, location: field });
};

const entriesOf = (draft: Draft, given: Json): readonly PutEventsEntry[] => {
  const parsed = Arguments.safeParse(given);
  if (!parsed.success) throw new StateFailed({ error: 'EventBridge.ValidationException', cause: z.prettifyError(parsed.error) });
  const { stateMachine, name } = draft.execution;
  return parsed.data.Entries.map(({ EventBusName, Source, DetailType, Detail, Resources = [] }) => ({
    ...(EventBusName !== undefined && { EventBusName }),
    Source,
    DetailType,
    Detail: typeof Detail === 'string' ? Detail : JSON.stringify(Detail),
    Resources: [...Resources, executionArn(stateMachine, name), machineArn(stateMachine)],
  }));
};
