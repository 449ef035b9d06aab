/**
 * What every bus promises to those who publish and to those who subscribe. A spec calls {@link describeBus} with a way to open an empty one
 * between a publisher and probes.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type { Manifest, Unit } from '@wikibot/contracts/define/service';
import type { Subscription } from '@wikibot/contracts/define/subscriptions';
import { subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import { answers, deposit, deposited, depositFact, depositRequest, ledgerService, ledgerStream, reaction, view } from './ledger-fixture.ts';
import { repeatable } from './test-random.ts';

export interface OpenedBus {
  /** Durable when it resolves. */
  publish(messages: readonly Envelope[]): Promise<void>;
  /** Delivers, tries again and gives up, until nothing moves any more. */
  settle(): Promise<void>;
  dead(): readonly { readonly subscriber: string; readonly message: Envelope }[];
  /** Gives every dead letter back to its subscriber. */
  redrive(): Promise<void>;
  /** Every program of ours ends and starts again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface BusProbe {
  readonly subscriptions: readonly Subscription[];
  readonly deliver: (subscriber: string, message: Envelope) => Promise<void>;
  /** So many copies of each message, in any order. */
  readonly disorder?: { readonly copies: number; readonly random: () => number };
}

export type OpenBus = (probe: BusProbe) => Promise<OpenedBus>;

const slice = { load: async () => ({ default: () => Promise.reject(new Error('a probe stands before it')) }) };
const totals: Unit = view({ version: 1, of: [ledgerStream], ...slice });
const billing = ledgerService({ totals, thanks: reaction({ to: [deposited], ...slice }), deposit: answers(deposit, slice) });
const mcp: Manifest = { ...ledgerService({ ledgers: totals }), name: 'mcp', publishes: { streams: [], notices: [] } };
const SUBSCRIPTIONS = [billing, mcp].flatMap(subscriptionsOf);

/** DynamoDB's largest item, which holds a message on its way, less what stands beside it (Amazon DynamoDB Developer Guide, "Item size"). */
const LARGEST_TEXT_BYTES = 400 * 1024 - 2_048;

const answer = (to: 'billing' | 'mcp'): Envelope => {
  const { deadline: _, ...rest } = depositRequest({});
  return { ...rest, kind: 'answer', to, requestId: 'r1', replyTo: { service: to }, data: { ok: true, answer: {}, token: {} } };
};
const facts = (stream: string, count: number): readonly Envelope[] =>
  Array.from({ length: count }, (_, place) => depositFact(place + 1, { amount: place + 1 }, { stream }));

type Received = readonly [subscriber: string, message: Envelope];

let opened: { readonly bus: OpenedBus } | undefined;

/** A bus with probes behind all subscriptions; `deliver` decides whether a probe takes a message. */
const openWith =
  (open: OpenBus) =>
  async (over: Partial<BusProbe> = {}) => {
    const received: Received[] = [];
    const deliver: BusProbe['deliver'] = async (subscriber, message) => {
      received.push([subscriber, message]);
      await over.deliver?.(subscriber, message);
    };
    const bus = await open({ subscriptions: SUBSCRIPTIONS, ...over, deliver });
    opened = { bus };
    const by = (subscriber: string): readonly Envelope[] => received.flatMap(([who, message]) => (who === subscriber ? [message] : []));
    return { bus, by, whoGot: ({ id }: Envelope) => received.flatMap(([who, message]) => (message.id === id ? [who] : [])).toSorted() };
  };
const ids = (messages: readonly Envelope[]): readonly string[] => messages.map(({ id }) => id).toSorted();

export function describeBus(name: string, open: OpenBus): void {
  describe(`${name} keeps the contract of a bus`, () => {
    afterEach(async () => {
      await opened?.bus.close();
      opened = undefined;
    });
    describeDelivery(openWith(open));
    describeFailure(openWith(open));
    describeDisorder(openWith(open));
  });
}

type Open = ReturnType<typeof openWith>;

function describeDelivery(open: Open): void {
  it.each<[string, Envelope, readonly string[]]>([
    ['a fact reaches all views and reactions that name it', depositFact(1), ['billing.thanks', 'billing.totals', 'mcp.ledgers']],
    ['a replayed fact reaches views alone', depositFact(1, {}, { replay: 'r' }), ['billing.totals', 'mcp.ledgers']],
    ['a fact of another name reaches those who name it', depositFact(1, {}, { name: 'billing.Closed' }), ['billing.totals', 'mcp.ledgers']],
    ['a request reaches who answers it', depositRequest({}), ['billing.requests']],
    ['an answer reaches the mailbox that it is addressed to', answer('mcp'), ['mcp.mailbox']],
    ['what nobody subscribes to reaches nobody', depositFact(1, {}, { name: 'billing.Lapsed' }), []],
    ['a version that is not yet known reaches nobody', depositFact(1, {}, { version: 2 }), []],
  ])('%s', async (_, message, subscribers) => {
    const { bus, whoGot } = await open();
    await bus.publish([message]);
    await bus.settle();
    expect(whoGot(message)).toEqual(subscribers);
    expect(bus.dead()).toEqual([]);
  });

  it('a message arrives as it was sent', async () => {
    const message = depositFact(
      7,
      { text: 'naïve "漢字" 🙂\n\t\\ \u0007', nested: { list: [1, null, { deep: true }] } },
      { causationId: 'c' },
    );
    const { bus, by } = await open();
    await bus.publish([message]);
    await bus.settle();
    expect(by('billing.totals')).toEqual([message]);
  });

  it.each([
    ['in one script', 'x'.repeat(LARGEST_TEXT_BYTES)],
    ['in another', '漢'.repeat(Math.floor(LARGEST_TEXT_BYTES / 3))],
  ])('a message as large as a row can be arrives whole, %s', async (_, text) => {
    const { bus, by } = await open();
    await bus.publish([depositFact(1, { text }), depositFact(2, { text }), depositFact(3, { text })]);
    await bus.settle();
    expect(by('mcp.ledgers').map(({ data }) => (data as { text: string }).text === text)).toEqual([true, true, true]);
  });

  it('many messages at once all arrive', async () => {
    const messages = [...facts('ledger/one', 40), ...facts('ledger/two', 40)];
    const { bus, by } = await open();
    await bus.publish(messages);
    await bus.settle();
    expect(ids(by('billing.totals'))).toEqual(ids(messages));
  });

  it('what was published before a restart is delivered after it', async () => {
    const { bus, by } = await open();
    const messages = facts('ledger/one', 3);
    await bus.publish(messages);
    await bus.restart();
    await bus.settle();
    expect(new Set(ids(by('billing.totals')))).toEqual(new Set(ids(messages)));
  });
}

function describeFailure(open: Open): void {
  it('a delivery that is rejected comes again until it is taken', async () => {
    let rejections = 2;
    const { bus, by } = await open({
      deliver: async (subscriber) => {
        if (subscriber === 'billing.totals' && rejections-- > 0) throw new Error('not now');
      },
    });
    const message = depositFact(1);
    await bus.publish([message]);
    await bus.settle();
    expect(by('billing.totals')).toEqual([message, message, message]);
    expect(bus.dead()).toEqual([]);
  });

  it('what is rejected again and again is a dead letter with its message, which can be given back', async () => {
    let broken = true;
    const { bus, by } = await open({
      deliver: async (subscriber) => {
        if (broken && subscriber === 'mcp.ledgers') throw new Error('a defect');
      },
    });
    const message = depositFact(1);
    await bus.publish([message]);
    await bus.settle();
    const tries = by('mcp.ledgers').length;
    expect(tries).toBeGreaterThan(2);
    expect(bus.dead()).toEqual([{ subscriber: 'mcp.ledgers', message }]);

    await bus.redrive();
    await bus.settle();
    expect(by('mcp.ledgers').length).toBe(2 * tries);
    expect(bus.dead()).toEqual([{ subscriber: 'mcp.ledgers', message }]);

    broken = false;
    await bus.redrive();
    await bus.settle();
    expect(by('mcp.ledgers').length).toBe(2 * tries + 1);
    expect(bus.dead()).toEqual([]);
  });

  it('a dead letter outlives a restart', async () => {
    const { bus } = await open({ deliver: async () => Promise.reject(new Error('a defect')) });
    const message = depositRequest({});
    await bus.publish([message]);
    await bus.settle();
    await bus.restart();
    expect(bus.dead()).toEqual([{ subscriber: 'billing.requests', message }]);
  });

  it('what one subscriber cannot take holds up no other', async () => {
    const { bus, by } = await open({
      deliver: async (subscriber) => {
        if (subscriber === 'billing.totals') throw new Error('a defect');
      },
    });
    const messages = facts('ledger/one', 3);
    await bus.publish(messages);
    await bus.settle();
    expect(ids(by('mcp.ledgers'))).toEqual(ids(messages));
    expect(ids(by('billing.thanks'))).toEqual(ids(messages));
    expect(ids(bus.dead().map(({ message }) => message))).toEqual(ids(messages));
  });

  it('one message that a view cannot take holds up neither its stream nor another', async () => {
    const [poison, ...more] = [...facts('ledger/one', 12), ...facts('ledger/two', 12)];
    const taken = new Set<string>();
    const { bus } = await open({
      deliver: async (subscriber, { id }) => {
        if (id === poison?.id) throw new Error('poison');
        if (subscriber === 'billing.totals') taken.add(id);
      },
    });
    await bus.publish([poison ?? depositFact(1), ...more]);
    await bus.settle();
    expect(taken).toEqual(new Set(ids(more)));
    expect(new Set(bus.dead().map(({ message }) => message.id))).toEqual(new Set([poison?.id]));
  });
}

function describeDisorder(open: Open): void {
  /** As views do: per stream the largest amount, which neither order nor copies change. */
  const fold = (messages: readonly Envelope[]): ReadonlyMap<string, number> => {
    const largest = new Map<string, number>();
    for (const message of messages) {
      if (message.kind !== 'fact') continue;
      const { amount } = message.data as { readonly amount: number };
      largest.set(message.stream, Math.max(amount, largest.get(message.stream) ?? 0));
    }
    return largest;
  };

  it('copies and any order reach a subscriber, and nobody who is ready for them is misled', async () => {
    const messages = [...facts('ledger/one', 15), ...facts('ledger/two', 15)];
    const { bus, by } = await open({ disorder: { copies: 3, random: repeatable() } });
    await bus.publish(messages);
    await bus.settle();
    const received = by('billing.totals');
    expect(ids(received)).toEqual(ids([...messages, ...messages, ...messages]));
    expect(received.map(({ id }) => id)).not.toEqual(ids(received));
    expect(fold(received)).toEqual(fold(messages));
    expect(bus.dead()).toEqual([]);
  });
}
