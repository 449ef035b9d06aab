/** Rule -> queue -> function for each subscription, as the stacks make them, over doubles. */
import type { Subscription } from '@wikibot/contracts/define/subscriptions';
import type { BusEvent } from './doubles/eventbridge-wire.ts';
import { queue } from './doubles/queue.ts';
import type { Disorder, Queue } from './doubles/queue.ts';
import { queueTrigger } from './doubles/queue-trigger.ts';
import { rules } from './doubles/rules.ts';
import type { BatchAnswer, QueueEvent } from './events.ts';
import { queueArn } from './fixtures/events.ts';

const BATCH = 10;
const TRIES = 5;

export interface TestFeedsParts {
  readonly subscriptions: readonly Subscription[];
  /** The function behind all queues inside. */
  readonly work: (event: QueueEvent) => Promise<BatchAnswer>;
  /** Behind those outside; the same one unless told. */
  readonly outside?: (event: QueueEvent) => Promise<BatchAnswer>;
  readonly disorder?: Disorder;
}

export interface TestFeeds {
  /** Queues by the subscriber behind them. */
  readonly queues: ReadonlyMap<string, Queue>;
  /** What the bus tells each event. */
  put(event: BusEvent): void;
  /** Gives every dead letter back to its queue. */
  redrive(): void;
  /** Works off all queues; answers how many batches that took. */
  drain(): Promise<number>;
}

export const testFeeds = ({ subscriptions, work, outside = work, disorder }: TestFeedsParts): TestFeeds => {
  const feeds = subscriptions.map(({ subscriber, pattern, place }) => {
    const deadLetters = queue({ arn: queueArn(`${subscriber}-dead`) });
    const target = queue({ arn: queueArn(subscriber), maxReceiveCount: TRIES, deadLetters, ...(disorder ? { disorder } : {}) });
    const trigger = queueTrigger({
      queue: target,
      handler: place === 'inside' ? work : outside,
      reportBatchItemFailures: true,
      batchSize: BATCH,
    });
    return { subscriber, pattern, target, deadLetters, trigger };
  });
  const put = rules(feeds);
  return {
    queues: new Map(feeds.map(({ subscriber, target }) => [subscriber, target])),
    put: (event) => {
      const lost = put(event);
      if (lost > 0) throw new Error(`${lost} queues could not take ${event['detail-type']}`);
    },
    redrive: () => feeds.forEach(({ deadLetters }) => deadLetters.startMessageMoveTask()),
    drain: async () => {
      let batches = 0;
      for (const { trigger } of feeds) batches += await trigger.drain();
      return batches;
    },
  };
};
