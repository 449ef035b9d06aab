import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Envelope, serviceOf } from '@wikibot/contracts/define/envelope';
import type { ServiceName } from '@wikibot/contracts/define/ids';
import { describeBus } from '../kernel/bus.suite.ts';
import type { OpenedBus } from '../kernel/bus.suite.ts';
import { depositFact } from '../kernel/ledger-fixture.ts';
import { silentLog } from '../kernel/log.ts';
import { awsClients } from './clients.ts';
import { awsJsonWire } from './doubles/aws-json-wire.ts';
import { eventBridgeWire } from './doubles/eventbridge-wire.ts';
import type { BusEvent, EventBridgeWire } from './doubles/eventbridge-wire.ts';
import { queueArn } from './fixtures/events.ts';
import { worker } from './lambda-work.ts';
import { putEvents } from './put-events.ts';
import { impatient, testAccount } from './test-tables.ts';
import { testFeeds } from './test-feeds.ts';

/** Whose role puts a message on the bus: that of its owner, and of whoever waits for the answer to a request. */
const speakerOf = (message: Envelope): ServiceName =>
  message.kind === 'request' && message.replyTo ? message.replyTo.service : serviceOf(message.name);

const publisher = async (endpoint: string) => {
  const client = await awsClients({ ...testAccount, endpoints: { bus: endpoint } }).bus();
  return async (messages: readonly Envelope[]): Promise<void> => {
    for (const service of new Set(messages.map(speakerOf))) {
      const own = messages.filter((message) => speakerOf(message) === service);
      const reasons = await putEvents({ client, busName: 'wikibot', service, patience: impatient })(own);
      if (reasons.size > 0) throw new Error([...reasons.values()].join('; '));
    }
  };
};

const detailOf = (body: string): Envelope => Envelope.parse((JSON.parse(body) as BusEvent).detail);

describeBus('EventBridge with SQS and Lambda, on our doubles,', async ({ subscriptions, deliver, disorder }): Promise<OpenedBus> => {
  const behind = new Map(subscriptions.map(({ subscriber }) => [queueArn(subscriber), subscriber]));
  const work = worker({ deliver, subscriberOf: (arn) => behind.get(arn) ?? '', log: silentLog });
  const feeds = testFeeds({ subscriptions, work, ...(disorder ? { disorder } : {}) });
  const wire = await eventBridgeWire({ onEvent: feeds.put });
  return {
    publish: await publisher(wire.endpoint),
    settle: async () => void (await feeds.drain()),
    dead: () => [...feeds.queues].flatMap(([subscriber, { dead }]) => dead.map((body) => ({ subscriber, message: detailOf(body) }))),
    redrive: async () => feeds.redrive(),
    // what is under way lies with AWS; a function holds nothing between two events
    restart: async () => undefined,
    close: () => wire.close(),
  };
});

describe('messages on their way to EventBridge', () => {
  let wire: EventBridgeWire;
  beforeEach(async () => void (wire = await eventBridgeWire()));
  afterEach(async () => wire.close());
  const put = async (messages: readonly Envelope[]): Promise<ReadonlyMap<number, string>> => {
    const client = await awsClients({ ...testAccount, endpoints: { bus: wire.endpoint } }).bus();
    return putEvents({ client, busName: 'wikibot', service: 'billing', patience: impatient })(messages);
  };
  it('carry nothing that a queue would not take', async () => {
    await put([{ ...depositFact(1), actor: { kind: 'system', name: 'a\ufffeb\uffffc' } }]);
    expect(wire.events[0]?.detail).toMatchObject({ actor: { name: 'a\ufffdb\ufffdc' } });
  });

  const sequences = (): readonly unknown[] => wire.events.map(({ detail }) => (detail as { sequence: number }).sequence);

  it('of which one is over 1 MiB arrive but for that one, which is named with the reason', async () => {
    const reasons = await put([depositFact(1), depositFact(2, { text: 'x'.repeat(1024 * 1024) }), depositFact(3)]);
    expect([...reasons.keys()]).toEqual([1]);
    expect(reasons.get(1)).toContain('size');
    expect(sequences()).toEqual([1, 3]);
  });

  it('of which the answer says nothing are named as not sent', async () => {
    const silent = await awsJsonWire('AWSEvents', {
      PutEvents: ({ Entries }: { readonly Entries: readonly object[] }) => ({
        FailedEntryCount: 1,
        Entries: Entries.slice(1).map(() => ({ EventId: 'e' })),
      }),
    });
    const client = await awsClients({ ...testAccount, endpoints: { bus: silent.endpoint } }).bus();
    const reasons = await putEvents({ client, busName: 'wikibot', service: 'billing', patience: impatient })([
      depositFact(1),
      depositFact(2),
    ]);
    await silent.close();
    expect([...reasons]).toEqual([[1, expect.stringContaining('no result')]]);
  });
});
