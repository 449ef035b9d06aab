/** Puts the events of journalled calls on the bus, each at most once at a time. */
import { messageOf } from './expressions.ts';
import type { PutEventsEntry, Running, Strand, TaskCall } from './strand.ts';

/** Which execution and state put events on the bus. */
export interface TaskOrigin {
  readonly executionName: string;
  readonly stateMachine: string;
  readonly stateName: string;
}

export type PutEvents = (entries: readonly PutEventsEntry[], about: TaskOrigin) => Promise<void>;

/** What the bus said to a call: `refusal` is the reason when it did not take the events. */
export interface BusAnswer {
  readonly execution: number;
  readonly strand: number;
  readonly call: TaskCall;
  readonly refusal: string | undefined;
}

export interface Sender {
  send(running: Running, strand: Strand, call: TaskCall): void;
  /** Calls whose answer is not journalled yet. */
  underWay(): readonly Promise<void>[];
}

export const sender = ({ putEvents, answered }: { putEvents: PutEvents; answered: (answer: BusAnswer) => Promise<void> }): Sender => {
  const sending = new Map<string, Promise<void>>();
  const refusalOf = async (entries: readonly PutEventsEntry[], about: TaskOrigin): Promise<string | undefined> => {
    try {
      await putEvents(entries, about);
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  };
  return {
    send: ({ execution }, strand, call) => {
      if (sending.has(call.token)) return;
      const about = { executionName: execution.name, stateMachine: execution.stateMachine, stateName: strand.state };
      const sent = refusalOf(call.entries, about)
        .then((refusal) => answered({ execution: execution.id, strand: strand.id, call, refusal }))
        .finally(() => sending.delete(call.token));
      sending.set(call.token, sent);
    },
    underWay: () => [...sending.values()],
  };
};
