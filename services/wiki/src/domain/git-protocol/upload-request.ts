/** What a client asks of upload-pack, in version 0 or 2 of the protocol. Sources: gitprotocol-pack(5), gitprotocol-v2(5). */
import { ObjectId } from '@wikibot/contracts/define/ids';
import type { Packet } from './pkt-line.ts';
import { MalformedRequest, packetsOf, textOfLine } from './pkt-line.ts';

/** How much of the history is asked for. */
export type Deepening =
  /** So many commits from the tips, or, relatively, beyond what the client has. */
  | { readonly kind: 'depth'; readonly depth: number; readonly relative: boolean }
  /** Not what is older, and not what these references reach. */
  | { readonly kind: 'since'; readonly seconds: number | undefined; readonly not: readonly string[] };

export interface FetchRequest {
  readonly version: 0 | 2;
  readonly wants: readonly ObjectId[];
  readonly haves: readonly ObjectId[];
  /** Commits whose parents the client does not have. */
  readonly shallow: readonly ObjectId[];
  readonly deepening: Deepening | undefined;
  readonly done: boolean;
  /** Whether an answer to `haves` is awaited; a version 0 client that deepens first asks for the new ends of its history alone. */
  readonly negotiates: boolean;
  /** Names of features that the client uses, e.g. `thin-pack`. */
  readonly features: ReadonlySet<string>;
}

export type UploadRequest =
  | { readonly command: 'fetch'; readonly fetch: FetchRequest }
  | { readonly command: 'ls-refs'; readonly prefixes: readonly string[]; readonly symrefs: boolean; readonly unborn: boolean };

/** @throws {MalformedRequest} */
export const uploadRequest = (body: Buffer, version: 0 | 2): UploadRequest => {
  const packets = [...packetsOf(body)];
  return version === 2 ? commandOf(packets) : { command: 'fetch', fetch: fetchOf(0, linesOfVersion0(packets)) };
};

interface Lines {
  readonly lines: readonly string[];
  readonly negotiates: boolean;
  readonly features: readonly string[];
}

/** Features stand behind the first `want`. A flush between the parts of a version 0 request says nothing here: it is one body. */
const linesOfVersion0 = (packets: readonly Packet[]): Lines => {
  const [first = '', ...lines] = linesIn(packets.filter((packet) => packet !== 'flush'));
  const [, want = first, features = ''] = /^(want [0-9a-f]{40}) (.*)$/.exec(first) ?? [];
  return {
    lines: want === '' ? lines : [want, ...lines],
    features: features.split(' '),
    negotiates: packets.indexOf('flush') < packets.length - 1,
  };
};

const commandOf = (packets: readonly Packet[]): UploadRequest => {
  const end = packets.length - 1;
  if (packets.indexOf('flush') !== end) throw new MalformedRequest('a request of version 2 ends with its only flush packet');
  const delimiter = packets.includes('delimiter') ? packets.indexOf('delimiter') : end;
  const head = linesIn(packets.slice(0, delimiter));
  const lines = linesIn(packets.slice(delimiter + 1, end));
  const [command = '', format = 'sha1'] = [valueIn(head, 'command='), valueIn(head, 'object-format=')];
  if (format !== 'sha1') throw new MalformedRequest('only the object format sha1 is served');
  if (command === 'ls-refs') return referencesAsked(lines);
  if (command === 'fetch') return { command, fetch: fetchOf(2, { lines, features: [], negotiates: true }) };
  throw new MalformedRequest(`the command ${JSON.stringify(command.slice(0, 60))} is not served`);
};

const valuesIn = (lines: readonly string[], prefix: string): readonly string[] =>
  lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));

const valueIn = (lines: readonly string[], prefix: string): string | undefined => valuesIn(lines, prefix)[0];

const referencesAsked = (lines: readonly string[]): UploadRequest => ({
  command: 'ls-refs',
  prefixes: valuesIn(lines, 'ref-prefix '),
  symrefs: lines.includes('symrefs'),
  unborn: lines.includes('unborn'),
});

const linesIn = (packets: readonly Packet[]): readonly string[] =>
  packets.map((packet) => {
    if (typeof packet === 'string') throw new MalformedRequest(`a ${packet} packet where a line belongs`);
    return textOfLine(packet);
  });

interface Collected {
  readonly wants: ObjectId[];
  readonly haves: ObjectId[];
  readonly shallow: ObjectId[];
  readonly features: Set<string>;
  readonly not: string[];
  depth: number | undefined;
  seconds: number | undefined;
  done: boolean;
}

const idOf = (text: string): ObjectId => {
  const id = ObjectId.safeParse(text);
  if (!id.success) throw new MalformedRequest(`${JSON.stringify(text).slice(0, 60)} is no object id`);
  return id.data;
};

const numberOf = (text: string): number => {
  if (!/^\d{1,10}$/.test(text)) throw new MalformedRequest(`${JSON.stringify(text).slice(0, 60)} is no number`);
  return Number(text);
};

/** What each word at the beginning of a line does. */
const LINES: Readonly<Record<string, (into: Collected, value: string) => void>> = {
  want: (into, value) => into.wants.push(idOf(value)),
  have: (into, value) => into.haves.push(idOf(value)),
  shallow: (into, value) => into.shallow.push(idOf(value)),
  deepen: (into, value) => (into.depth = numberOf(value)),
  'deepen-since': (into, value) => (into.seconds = numberOf(value)),
  'deepen-not': (into, value) => into.not.push(value),
  done: (into) => (into.done = true),
};

/** A filter would leave objects out, which was not offered. */
const REFUSED = new Set(['filter', 'want-ref', 'packfile-uris', 'push-cert']);

const fetchOf = (version: 0 | 2, { lines, features: named, negotiates }: Lines): FetchRequest => {
  const into: Collected = {
    ...{ wants: [], haves: [], shallow: [], features: new Set(named), not: [] },
    ...{ depth: undefined, seconds: undefined, done: false },
  };
  for (const line of lines) {
    const [word = '', ...rest] = line.split(' ');
    if (REFUSED.has(word)) throw new MalformedRequest(`${word} is not served`);
    if (Object.hasOwn(LINES, word)) LINES[word]?.(into, rest.join(' '));
    else into.features.add(word);
  }
  const { wants, haves, shallow, features, done } = into;
  return { version, wants, haves, shallow, features, done, negotiates, deepening: deepeningOf(into) };
};

const deepeningOf = ({ depth, seconds, not, features }: Collected): Deepening | undefined => {
  const since = seconds !== undefined || not.length > 0;
  if (depth !== undefined && since) throw new MalformedRequest('a depth cannot be combined with deepen-since or deepen-not');
  if (since) return { kind: 'since', seconds, not };
  return depth === undefined || depth === 0 ? undefined : { kind: 'depth', depth, relative: features.has('deepen-relative') };
};
