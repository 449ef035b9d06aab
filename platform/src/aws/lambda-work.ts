/**
 * Messages from the bus by way of a queue: each is handed to the queue's subscriber, and those that could not be are named, so that they
 * alone come again (AWS Lambda Developer Guide, "Handling errors for an SQS event source").
 */
import { Envelope, serviceOf, sourceOf } from '@wikibot/contracts/define/envelope';
import { describe } from '../kernel/http/app.ts';
import type { Log } from '../kernel/ports.ts';
import type { BatchAnswer, QueueEvent } from './events.ts';
import * as z from 'zod';

export interface WorkParts {
  readonly deliver: (subscriber: string, message: Envelope) => Promise<void>;
  /** @throws when nobody is behind the queue of this ARN */
  readonly subscriberOf: (queueArn: string) => string;
  readonly log: Log;
}

type QueueRecord = QueueEvent['Records'][number];

/** Amazon EventBridge User Guide, "Event structure reference"; only what is read. */
const BusEvent = z.object({ source: z.string(), detail: Envelope });

/** Who may say it: facts, notices and answers the owner of the name, requests whoever waits for the answer. IAM keeps sources apart. */
const speakerOf = (message: Envelope): string | undefined => {
  if (message.kind === 'request') return message.replyTo && sourceOf(message.replyTo.service);
  return sourceOf(serviceOf(message.name));
};

const messageOf = (record: QueueRecord): Envelope => {
  const { source, detail } = BusEvent.parse(JSON.parse(record.body));
  const speaker = speakerOf(detail);
  if (speaker !== undefined && speaker !== source) throw new Error(`${source} may not say ${detail.name}`);
  return detail;
};

interface Job {
  readonly record: QueueRecord;
  readonly message: Envelope;
}

/** Facts of one stream go one after the other in their order, which saves their view lost races; everything else goes at once. */
const lanesOf = (jobs: readonly Job[]): readonly (readonly Job[])[] => {
  const lanes = new Map<string, Job[]>();
  for (const job of jobs) {
    const { message, record } = job;
    const lane = message.kind === 'fact' ? `${record.eventSourceARN} ${message.stream}` : record.messageId;
    lanes.set(lane, [...(lanes.get(lane) ?? []), job]);
  }
  const place = ({ message }: Job): number => (message.kind === 'fact' ? message.sequence : 0);
  return [...lanes.values()].map((lane) => lane.toSorted((left, right) => place(left) - place(right)));
};

export const worker =
  ({ deliver, subscriberOf, log }: WorkParts) =>
  async (event: QueueEvent): Promise<BatchAnswer> => {
    const failed: string[] = [];
    const attempt = async <T>(record: QueueRecord, run: () => T | Promise<T>): Promise<T | undefined> => {
      try {
        return await run();
      } catch (error) {
        log('error', 'a message could not be worked off and comes again', {
          queue: record.eventSourceARN,
          messageId: record.messageId,
          error: describe(error),
        });
        failed.push(record.messageId);
        return undefined;
      }
    };
    const jobs: Job[] = [];
    for (const record of event.Records) {
      const message = await attempt(record, () => messageOf(record));
      if (message) jobs.push({ record, message });
    }
    const walk = async (lane: readonly Job[]): Promise<void> => {
      for (const { record, message } of lane) await attempt(record, () => deliver(subscriberOf(record.eventSourceARN), message));
    };
    await Promise.all(lanesOf(jobs).map(walk));
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
