/** What a manifest subscribes to, as EventBridge patterns; the local bus and the AWS rules are both made of it. */
import { echo } from './echo-request.ts';
import type { Envelope } from './envelope.ts';
import { detailTypeOf } from './envelope.ts';
import type { Fact, Notice } from './fact.ts';
import { placeOf } from './outside.ts';
import type { Request } from './request.ts';
import type { Manifest, Place, Unit } from './service.ts';
import { factsSince, listStreams, replayFacts } from './stream-requests.ts';

/** What a field may be asked for (EventBridge User Guide, "Comparison operators for use in event patterns"). */
export type PatternValue =
  string | { readonly exists: boolean } | { readonly prefix: string } | { readonly 'anything-but': readonly string[] };

/** Over the few fields we route by. EventBridge takes no pattern beyond 2,048 characters ("Quotas"). */
export interface EventPattern {
  readonly 'detail-type'?: readonly PatternValue[];
  readonly detail?: Readonly<Record<string, readonly PatternValue[]>>;
}

/** One queue with one consumer behind it. */
export interface Subscription {
  /** `wiki.pages`: the service and the unit; `wiki.requests`, `wiki.outside` and `wiki.mailbox` are the kernel's own. */
  readonly subscriber: string;
  /** Inside unless told. */
  readonly place?: Place;
  readonly pattern: EventPattern;
  readonly receives: (message: Envelope) => boolean;
}

/** Every released version of a message has its own detail-type. */
const versionsOf = (message: Fact | Notice | Request): string[] =>
  Array.from({ length: message.version }, (_, index) => detailTypeOf({ kind: message.kind, name: message.name, version: index + 1 }));

interface Wanted {
  readonly messages: readonly (Fact | Notice | Request)[];
  readonly detail?: EventPattern['detail'];
  readonly place?: Place;
}

const byDetailType = (subscriber: string, { messages, detail, place = 'inside' }: Wanted): Subscription => {
  const detailTypes = messages.flatMap(versionsOf);
  const wanted = new Set(detailTypes);
  return {
    subscriber,
    place,
    pattern: { 'detail-type': detailTypes, ...(detail ? { detail } : {}) },
    receives: (message) => wanted.has(detailTypeOf(message)) && (!detail || message.kind !== 'fact' || message.replay === undefined),
  };
};

/** A reaction never sees a replay; a view may. */
const unitSubscription = (subscriber: string, unit: Unit): Subscription[] => {
  if (unit.kind === 'view') return [byDetailType(subscriber, { messages: unit.of.flatMap((stream) => stream.facts) })];
  if (unit.kind !== 'reaction') return [];
  return [byDetailType(subscriber, { messages: unit.to, detail: { replay: [{ exists: false }] }, place: placeOf(unit) })];
};

/** All requests a service answers, with those that the kernel answers for every service and for the owner of streams. */
export const requestsOf = (manifest: Manifest): readonly Request[] => [
  ...requestsIn(manifest, 'inside'),
  ...requestsIn(manifest, 'outside'),
];

const requestsIn = (manifest: Manifest, place: Place): readonly Request[] => [
  ...Object.values(manifest.units).flatMap((unit) => (unit.kind === 'answers' && placeOf(unit) === place ? [unit.request] : [])),
  ...(place === 'inside' ? kernelRequestsOf(manifest) : []),
];

const kernelRequestsOf = ({ name, publishes }: Manifest): readonly Request[] => [
  echo(name),
  ...(publishes.streams.length > 0 ? [factsSince(name), listStreams(name), replayFacts(name)] : []),
];

/**
 * All requests by the name of the service that owns them, so that the pattern stays as it is however many there are. What is answered outside
 * has a queue of its own, and what does not travel is turned down by the kernel ({@link travels}).
 */
const requestsSubscription = (manifest: Manifest): Subscription => {
  const prefix = `${manifest.name}.`;
  const elsewhere = requestsIn(manifest, 'outside').map(({ name }) => name);
  return {
    subscriber: `${manifest.name}.requests`,
    place: 'inside',
    pattern: {
      'detail-type': [{ prefix }],
      detail: { kind: ['request'], ...(elsewhere.length > 0 ? { name: [{ 'anything-but': elsewhere }] } : {}) },
    },
    receives: ({ kind, name }) => kind === 'request' && name.startsWith(prefix) && !elsewhere.includes(name),
  };
};

const outsideSubscription = (manifest: Manifest): readonly Subscription[] => {
  const messages = requestsIn(manifest, 'outside');
  return messages.length > 0 ? [byDetailType(`${manifest.name}.outside`, { messages, place: 'outside' })] : [];
};

export const subscriptionsOf = (manifest: Manifest): readonly Subscription[] => [
  ...Object.entries(manifest.units).flatMap(([name, unit]) => unitSubscription(`${manifest.name}.${name}`, unit)),
  requestsSubscription(manifest),
  ...outsideSubscription(manifest),
  {
    subscriber: `${manifest.name}.mailbox`,
    place: 'inside',
    pattern: { detail: { kind: ['answer'], to: [manifest.name] } },
    receives: (message) => message.kind === 'answer' && message.to === manifest.name,
  },
];
