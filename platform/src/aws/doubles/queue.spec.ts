import { describe, expect, it } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { queue } from './queue.ts';
import type { Disorder, Queue } from './queue.ts';
import { queueTrigger } from './queue-trigger.ts';
import type { QueueTriggerParts } from './queue-trigger.ts';
import { rules } from './rules.ts';

const arn = 'arn:aws:sqs:eu-central-1:123456789012:feed';
const withDeadLetters = (maxReceiveCount: number, disorder?: Disorder): { readonly feed: Queue; readonly dead: Queue } => {
  const dead = queue({ arn: `${arn}-dead` });
  return { feed: queue({ arn, maxReceiveCount, deadLetters: dead, ...(disorder ? { disorder } : {}) }), dead };
};
const sendAll = (to: Queue, ...bodies: readonly string[]): void => bodies.forEach((body) => to.send(body));
const bodiesOf = ({ Records }: SQSEvent): string[] => Records.map(({ body }) => body);
const trigger = (parts: Pick<QueueTriggerParts, 'queue' | 'handler'> & Partial<QueueTriggerParts>) =>
  queueTrigger({ reportBatchItemFailures: true, ...parts });

/** A function that refuses some bodies, and remembers every batch it saw. */
const refusing = (...refused: readonly string[]) => {
  const batches: string[][] = [];
  const handler = async (event: SQSEvent) => {
    batches.push(bodiesOf(event));
    const failed = event.Records.filter(({ body }) => refused.includes(body));
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
  return { batches, handler };
};

describe('a queue', () => {
  it('hands its messages over in batches and forgets what was done', async () => {
    const feed = queue({ arn });
    sendAll(feed, '1', '2', '3');
    const { batches, handler } = refusing();
    expect(await trigger({ queue: feed, handler, batchSize: 2 }).drain()).toBe(2);
    expect([batches, feed.waiting]).toEqual([[['1', '2'], ['3']], []]);
  });

  it('tells each message as Lambda does', async () => {
    const feed = queue({ arn });
    const messageId = feed.send('{}');
    const seen: SQSEvent[] = [];
    await trigger({ queue: feed, handler: async (event) => void seen.push(event) }).drain();
    expect(seen[0]?.Records).toEqual([
      expect.objectContaining({
        messageId,
        body: '{}',
        md5OfBody: '99914b932bd37a50b983c5e7c90ae93b',
        eventSourceARN: arn,
        awsRegion: 'eu-central-1',
        attributes: expect.objectContaining({ ApproximateReceiveCount: '1' }),
      }),
    ]);
  });

  it('hides what is in hand until it is deleted or released', () => {
    const feed = queue({ arn });
    sendAll(feed, '1', '2');
    const [one, two] = feed.receive(10);
    expect([feed.receive(10), feed.waiting]).toEqual([[], ['1', '2']]);
    feed.delete(one?.receiptHandle ?? '');
    feed.release(two?.receiptHandle ?? '');
    expect(feed.receive(10)).toMatchObject([{ body: '2', approximateReceiveCount: 2 }]);
  });

  it('may deliver a message more than once and in another order, never twice in one batch', async () => {
    let turn = 0;
    const feed = queue({ arn, disorder: { copies: 3, random: () => ((turn += 1) * 0.37) % 1 } });
    sendAll(feed, 'a', 'b', 'c', 'd');
    const { batches, handler } = refusing();
    await trigger({ queue: feed, handler, batchSize: 10 }).drain();
    expect(batches.flat().toSorted()).toEqual([...'aaabbbcccddd']);
    expect(batches.flat()).not.toEqual([...'abcdabcdabcd']);
    for (const batch of batches) expect(new Set(batch).size).toBe(batch.length);
  });

  it.each([
    ['nothing', '', 'MissingParameter'],
    ['more than 1 MiB', 'é'.repeat(524_289), 'InvalidParameterValue'],
    ['a control character', 'a\u0000b', 'InvalidMessageContents'],
    ['a character that XML has not', '\uFFFF', 'InvalidMessageContents'],
    ['half a character', '\uD800', 'InvalidMessageContents'],
  ])('refuses a message of %s', (_, body, code) => {
    const feed = queue({ arn });
    expect(() => feed.send(body)).toThrow(expect.objectContaining({ code }));
    expect(feed.waiting).toEqual([]);
  });

  it('takes a message of exactly 1 MiB, in any script', () => {
    const feed = queue({ arn });
    feed.send('x'.repeat(1_048_576));
    feed.send('naïve 漢字 🙂\t\r\n');
    expect(feed.waiting).toHaveLength(2);
  });

  it.each([
    ['that is FIFO', { arn: `${arn}.fifo` }, 'FIFO'],
    ['with a count and no dead letters', { arn, maxReceiveCount: 3 }, 'both'],
    ['with dead letters and no count', { arn, deadLetters: queue({ arn }) }, 'both'],
    ['that never receives', { arn, maxReceiveCount: 0, deadLetters: queue({ arn }) }, '1 to 1,000'],
  ])('%s is refused', (_, options, message) => {
    expect(() => queue(options)).toThrow(message);
  });
});

describe('a batch', () => {
  it('of which some are named comes again with these alone, and the count grows', async () => {
    const { feed } = withDeadLetters(3);
    sendAll(feed, 'good', 'bad', 'fine');
    const { batches, handler } = refusing('bad');
    await trigger({ queue: feed, handler }).drain();
    expect(batches).toEqual([['good', 'bad', 'fine'], ['bad'], ['bad']]);
    expect([feed.waiting, feed.dead]).toEqual([[], ['bad']]);
  });

  it.each([
    ['the function dies', () => Promise.reject(new Error('Runtime exited'))],
    ['the answer names another message', async () => ({ batchItemFailures: [{ itemIdentifier: 'unknown' }] })],
    ['the answer names nobody', async () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
    ['the answer has another field', async () => ({ batchItemFailures: [{ id: 'x' } as never] })],
  ])('comes again as a whole when %s', async (_, handler) => {
    const { feed } = withDeadLetters(2);
    sendAll(feed, '1', '2');
    await trigger({ queue: feed, handler }).drain();
    expect(feed.dead).toEqual(['1', '2']);
  });

  it.each([
    ['no list', {} as never],
    ['an empty list', { batchItemFailures: [] }],
    ['null', null],
    ['nothing', undefined],
  ])('is done when the answer is %s', async (_, answer) => {
    const { feed } = withDeadLetters(2);
    sendAll(feed, '1', '2');
    await trigger({ queue: feed, handler: async () => answer }).drain();
    expect([feed.waiting, feed.dead]).toEqual([[], []]);
  });

  it('whose function is not asked for failures is done, whatever it answers', async () => {
    const { feed } = withDeadLetters(2);
    sendAll(feed, 'bad');
    const { batches, handler } = refusing('bad');
    await trigger({ queue: feed, handler, reportBatchItemFailures: false }).drain();
    expect([batches, feed.waiting, feed.dead]).toEqual([[['bad']], [], []]);
  });

  it('that always fails stays when the queue has no dead letters', async () => {
    const feed = queue({ arn });
    sendAll(feed, 'bad');
    await trigger({ queue: feed, handler: refusing('bad').handler }).drain();
    expect(feed.waiting).toEqual(['bad']);
  });

  it.each([
    ['no message', { batchSize: 0 }],
    ['more than 10,000', { batchSize: 10_001 }],
    ['one hand', { maximumConcurrency: 1 }],
  ])('of %s is refused', (_, over) => {
    expect(() => trigger({ queue: queue({ arn }), handler: async () => undefined, ...over })).toThrow('it must be');
  });
});

describe('a dead letter', () => {
  it('goes back to where it came from, under a new id and counted anew', async () => {
    const { feed, dead } = withDeadLetters(2);
    const first = feed.send('1');
    await trigger({ queue: feed, handler: refusing('1').handler }).drain();
    dead.send('{"from":"a rule"}');
    expect(dead.startMessageMoveTask()).toBe(1);
    expect([feed.waiting, dead.waiting]).toEqual([['1'], ['{"from":"a rule"}']]);
    const [again] = feed.receive(1);
    expect(again).toMatchObject({ body: '1', approximateReceiveCount: 1 });
    expect(again?.messageId).not.toBe(first);
  });

  it('is one, however many copies were delivered', async () => {
    const { feed } = withDeadLetters(3, { copies: 2, random: () => 0.5 });
    sendAll(feed, 'bad');
    await trigger({ queue: feed, handler: refusing('bad').handler }).drain();
    expect([feed.waiting, feed.dead]).toEqual([[], ['bad']]);
  });
});

describe('a trigger that was started', () => {
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => void setTimeout(resolve, 1));
  };

  it('works as messages arrive, tries again what failed, and gives it up at last', async () => {
    const { feed } = withDeadLetters(3);
    const { batches, handler } = refusing('bad');
    const started = trigger({ queue: feed, handler, maximumConcurrency: 2, retryDelay: 1 });
    started.start();
    sendAll(feed, '1', 'bad');
    await until(() => feed.dead.length === 1);
    sendAll(feed, '2');
    await until(() => feed.waiting.length === 0);
    await started.stop();
    expect(batches.flat().toSorted()).toEqual(['1', '2', 'bad', 'bad', 'bad']);
  });

  it('works on as many batches at once as it may', async () => {
    const feed = queue({ arn });
    const held: (() => void)[] = [];
    const started = trigger({
      queue: feed,
      handler: () => new Promise<undefined>((resolve) => void held.push(() => resolve(undefined))),
      batchSize: 1,
      maximumConcurrency: 2,
    });
    sendAll(feed, '1', '2', '3');
    started.start();
    sendAll(feed, '4');
    await until(() => held.length === 2);
    expect(feed.waiting).toHaveLength(4);
    while (feed.waiting.length > 0) {
      held.splice(0).forEach((release) => release());
      await new Promise(setImmediate);
    }
    await started.stop();
  });

  it('finishes what is in hand when it stops, and leaves the rest', async () => {
    const feed = queue({ arn });
    const held: (() => void)[] = [];
    const started = trigger({
      queue: feed,
      handler: () => new Promise<undefined>((resolve) => void held.push(() => resolve(undefined))),
      batchSize: 1,
    });
    started.start();
    sendAll(feed, '1', '2');
    await until(() => held.length === 1);
    const stopped = started.stop();
    held.forEach((release) => release());
    await stopped;
    expect(feed.waiting).toEqual(['2']);
  });
});

describe('a rule', () => {
  const event = (detail: object) =>
    ({
      version: '0',
      id: 'event-1',
      'detail-type': 'wiki.X.v1',
      source: 'wikibot.wiki',
      account: '123456789012',
      time: '2026-01-01T00:00:00.000Z',
      region: 'eu-central-1',
      resources: [],
      detail,
    }) as const;

  it('sends the whole event to each queue whose pattern it matches', () => {
    const [facts, answers] = [queue({ arn: `${arn}-facts` }), queue({ arn: `${arn}-answers` })];
    const put = rules([
      { pattern: { detail: { kind: ['fact'] } }, target: facts },
      { pattern: { detail: { kind: ['answer'] } }, target: answers },
    ]);
    expect(put(event({ kind: 'fact' }))).toBe(0);
    expect([facts.waiting, answers.waiting]).toEqual([[JSON.stringify(event({ kind: 'fact' }))], []]);
  });

  it('says what it lost: an event that no queue takes', () => {
    const target = queue({ arn });
    const put = rules([{ pattern: { source: ['wikibot.wiki'] }, target, deadLetters: queue({ arn: `${arn}-dead` }) }]);
    expect([put(event({ text: 'x'.repeat(1_048_576) })), target.waiting]).toEqual([1, []]);
  });
});
