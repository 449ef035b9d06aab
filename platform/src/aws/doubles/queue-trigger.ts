/**
 * How Lambda works off a standard queue: batches, each message deleted unless its batch failed or the function named it, what failed seen
 * again after a while (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS", "Handling errors for an SQS event source").
 */
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { BatchAnswer } from '../events.ts';
import { WireRefusal } from './aws-json-wire.ts';
import type { Queue, QueueMessage } from './queue.ts';

type Answer = BatchAnswer | null | undefined | void;

export interface QueueTriggerParts {
  readonly queue: Queue;
  readonly handler: (event: SQSEvent) => Promise<Answer>;
  /** Whether FunctionResponseTypes names it; without it what the function answers means nothing. */
  readonly reportBatchItemFailures: boolean;
  /** 10 unless told. */
  readonly batchSize?: number;
  /** How many batches are worked on at once, 2 to 1,000; one after the other unless told, as only a test may wish. */
  readonly maximumConcurrency?: number;
  /** After how many milliseconds a failed message is seen again once the trigger was started: stands for the visibility timeout. */
  readonly retryDelay?: number;
}

export interface QueueTrigger {
  /** Works until nothing is left but what fails and has no dead-letter queue to go to; answers how many batches it took. */
  drain(): Promise<number>;
  /** From now on works on messages as they arrive. */
  start(): void;
  /** Finishes what is in hand; the rest stays in the queue. */
  stop(): Promise<void>;
}

/** API Reference, "CreateEventSourceMapping", BatchSize and ScalingConfig. */
const check = ({ batchSize = 10, maximumConcurrency }: QueueTriggerParts): void => {
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > 10_000)
    throw new WireRefusal('InvalidParameterValueException', `BatchSize is ${batchSize}, it must be 1 to 10,000.`);
  if (maximumConcurrency !== undefined && (maximumConcurrency < 2 || maximumConcurrency > 1_000))
    throw new WireRefusal('InvalidParameterValueException', `MaximumConcurrency is ${maximumConcurrency}, it must be 2 to 1,000.`);
};

const recordOf = (message: QueueMessage, eventSourceARN: string): SQSRecord => ({
  messageId: message.messageId,
  receiptHandle: message.receiptHandle,
  body: message.body,
  attributes: {
    ApproximateReceiveCount: String(message.approximateReceiveCount),
    SentTimestamp: '1773100800000',
    SenderId: 'AIDAIEXAMPLE',
    ApproximateFirstReceiveTimestamp: '1773100800001',
  },
  messageAttributes: {},
  md5OfBody: message.md5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN,
  awsRegion: eventSourceARN.split(':')[3] ?? '',
});

/** An answer that names what is not in the batch fails all of it; one that names nothing fails none ("Success and failure conditions"). */
const failedOf = (batch: readonly QueueMessage[], answer: Answer): readonly QueueMessage[] => {
  const named = (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  const known = new Set(batch.map(({ messageId }) => messageId));
  return named.every((id) => known.has(id)) ? batch.filter(({ messageId }) => named.includes(messageId)) : batch;
};

/** Hands one batch over and deletes what is done; what failed is answered and stays hidden. A function that dies fails its whole batch. */
const worker =
  ({ queue, handler, reportBatchItemFailures }: QueueTriggerParts) =>
  async (batch: readonly QueueMessage[]): Promise<readonly QueueMessage[]> => {
    const failed = await handler({ Records: batch.map((message) => recordOf(message, queue.arn)) }).then(
      (answer) => (reportBatchItemFailures ? failedOf(batch, answer) : []),
      () => batch,
    );
    for (const message of batch) if (!failed.includes(message)) queue.delete(message.receiptHandle);
    return failed;
  };

type Messages = readonly QueueMessage[];

/** Works on everything that can be seen; what fails is given to `after` and meanwhile stays hidden. Answers how many batches it took. */
type Round = (after: (failed: Messages) => void, isOver?: () => boolean) => Promise<number>;

const rounds = (parts: QueueTriggerParts): Round => {
  const { queue, batchSize = 10 } = parts;
  const work = worker(parts);
  return async (after, isOver = () => false) => {
    let batches = 0;
    for (let batch = queue.receive(batchSize); batch.length > 0; batch = isOver() ? [] : queue.receive(batchSize)) {
      batches += 1;
      after(await work(batch));
    }
    return batches;
  };
};

/** Works as messages arrive, in so many hands. */
const running = (round: Round, hands: number) => {
  const busy = new Set<Promise<void>>();
  const retries = new Map<NodeJS.Timeout, () => void>();
  let open = false;
  return {
    wake: (retry: (failed: Messages) => void): void => {
      if (!open || busy.size >= hands) return;
      const hand: Promise<void> = round(retry, () => !open).then(() => void busy.delete(hand));
      busy.add(hand);
    },
    later: (call: () => void, milliseconds: number): void => {
      const timer = setTimeout(() => {
        retries.delete(timer);
        call();
      }, milliseconds);
      retries.set(timer, call);
    },
    open: () => void (open = true),
    close: async (): Promise<void> => {
      open = false;
      await Promise.all(busy);
      for (const [timer, call] of retries) {
        clearTimeout(timer);
        call();
      }
      retries.clear();
    },
  };
};

export const queueTrigger = (parts: QueueTriggerParts): QueueTrigger => {
  check(parts);
  const { queue, maximumConcurrency = 1, retryDelay = 1_000 } = parts;
  const round = rounds(parts);
  const show = (messages: Messages): void => messages.forEach(({ receiptHandle }) => queue.release(receiptHandle));

  const { wake, later, open, close } = running(round, maximumConcurrency);
  const work = (): void => wake((failed) => (failed.length > 0 ? later(() => show(failed), retryDelay) : undefined));
  queue.onVisible(() => void setImmediate(work));

  return {
    start: () => {
      open();
      setImmediate(work);
    },
    stop: close,
    drain: async () => {
      for (let total = 0; ;) {
        const before = queue.waiting.length;
        const failed: QueueMessage[] = [];
        const hand = (): Promise<number> => round((messages) => void failed.push(...messages));
        const batches = await Promise.all(Array.from({ length: maximumConcurrency }, hand));
        const taken = batches.reduce((sum, one) => sum + one, 0);
        show(failed);
        total += taken;
        if (taken === 0 || (failed.length === before && !queue.redrives)) return total;
      }
    },
  };
};
