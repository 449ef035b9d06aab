/**
 * A double of EventBridge at the wire: PutEvents, over buses that a test makes. As the real one does, it takes events for a bus that does
 * not exist without a word, and answers entries that failed inside a call that succeeded (Amazon EventBridge API Reference, "PutEvents").
 */
import { awsJsonWire, WireRefusal } from './aws-json-wire.ts';
import type { Admit, Wire } from './aws-json-wire.ts';
import { only } from './only.ts';

/** An event as a target receives it (User Guide, "Event structure reference"). */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

interface Entry {
  readonly EventBusName?: string;
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  /** Epoch seconds. */
  readonly Time?: number;
}

/** What happens to the next entries, one after the other. */
export type EntryFate = 'taken' | 'ThrottlingException' | 'InternalFailure';

export interface EventBridgeWire extends Wire {
  /** Every event that a bus took, in order. */
  readonly events: readonly BusEvent[];
  /** How many entries each call had. */
  readonly calls: readonly number[];
  /** Decides on the next entries; all further ones are taken. */
  decide(...fates: readonly EntryFate[]): void;
  /** Refuses so many calls as a whole. */
  refuse(calls: number): void;
}

export interface EventBridgeWireOptions {
  readonly admit?: Admit;
  readonly buses?: readonly string[];
  /** Is told of each event; a promise is waited for. */
  readonly onEvent?: (event: BusEvent) => void | Promise<void>;
}

const MAX_ENTRIES = 10;
const MAX_CALL_BYTES = 1024 * 1024;

const bytesOf = ({ Source = '', DetailType = '', Detail = '', Time }: Entry): number =>
  Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail) + (Time === undefined ? 0 : 14);

const isObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

/** What is wrong with an entry; it fails alone. */
const faultOf = ({ Source, DetailType, Detail }: Entry): readonly [string, string] | undefined => {
  for (const [name, value] of Object.entries({ Source, DetailType, Detail })) {
    if (!value) return ['InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`];
  }
  if (!isObject(Detail ?? '')) return ['MalformedDetail', 'Detail is malformed.'];
  return (Source ?? '').startsWith('aws.') ? ['NotAuthorizedForSourceException', 'Not authorized for the source.'] : undefined;
};

const checkCall = (entries: readonly Entry[]): void => {
  if (entries.length === 0 || entries.length > MAX_ENTRIES)
    throw new WireRefusal('ValidationException', `Entries must have length between 1 and ${MAX_ENTRIES}`);
  entries.forEach((entry) => only(entry, 'EventBusName', 'Source', 'DetailType', 'Detail', 'Time'));
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  if (bytes > MAX_CALL_BYTES) throw new WireRefusal('ValidationException', 'Total size of the entries in the request is over the limit.');
};

const eventOf = (entry: Entry, place: number): BusEvent => ({
  version: '0',
  id: `event-${place}`,
  'detail-type': entry.DetailType ?? '',
  source: entry.Source ?? '',
  account: '123456789012',
  time: new Date((entry.Time ?? 0) * 1000).toISOString(),
  region: 'eu-central-1',
  resources: [],
  detail: JSON.parse(entry.Detail ?? '{}'),
});

export const eventBridgeWire = async ({
  buses = ['wikibot'],
  onEvent = () => undefined,
  admit,
}: EventBridgeWireOptions = {}): Promise<EventBridgeWire> => {
  const events: BusEvent[] = [];
  const calls: number[] = [];
  const fates: EntryFate[] = [];
  let refused = 0;

  const take = async (entry: Entry): Promise<object> => {
    const [code, reason] = faultOf(entry) ?? [];
    if (code !== undefined) return { ErrorCode: code, ErrorMessage: reason };
    const fate = fates.shift() ?? 'taken';
    if (fate !== 'taken') return { ErrorCode: fate, ErrorMessage: 'ordered by the test' };
    const event = eventOf(entry, events.length + 1);
    if (!buses.includes(entry.EventBusName ?? 'default')) return { EventId: event.id };
    events.push(event);
    await onEvent(event);
    return { EventId: event.id };
  };

  const operations = {
    PutEvents: async (input: { readonly Entries: readonly Entry[] }) => {
      only(input, 'Entries');
      checkCall(input.Entries);
      calls.push(input.Entries.length);
      if (refused > 0) {
        refused -= 1;
        throw new WireRefusal('InternalException', 'ordered by the test', { status: 500 });
      }
      const Entries: object[] = [];
      for (const entry of input.Entries) Entries.push(await take(entry));
      return { FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries };
    },
  };
  const wire = await awsJsonWire('AWSEvents', operations, admit);
  return { ...wire, events, calls, decide: (...more) => void fates.push(...more), refuse: (times) => void (refused += times) };
};
