/** What upload-pack says to the commits that a client has. Sources: gitprotocol-pack(5), "Packfile Negotiation"; gitprotocol-v2(5), "fetch". */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { DELIMITER, FLUSH, pktLine } from './pkt-line.ts';
import type { FetchRequest } from './upload-request.ts';

export interface Acknowledgement {
  readonly packets: Buffer;
  /** Whether the pack follows; otherwise the client asks again and names more. */
  readonly packFollows: boolean;
}

/** What is found of the client's commits. */
export interface Found {
  /** Those that are ours too, in the order in which they were named. */
  readonly common: readonly ObjectId[];
  /** Whether every wanted commit grew out of a common one: more need not be named. */
  readonly ready: boolean;
}

export const acknowledgement = (request: FetchRequest, found: Found): Acknowledgement =>
  request.version === 2 ? inVersion2(request, found) : inVersion0(request, found);

const NOTHING = Buffer.alloc(0);

const packetsOf = (lines: readonly string[], ...separators: readonly Buffer[]): Buffer =>
  Buffer.concat([...lines.map((line) => pktLine(`${line}\n`)), ...separators]);

const inVersion2 = ({ haves, done, features }: FetchRequest, { common, ready }: Found): Acknowledgement => {
  if (done || haves.length === 0) return { packets: NOTHING, packFollows: true };
  const follows = ready && !features.has('wait-for-done');
  const acks = common.length === 0 ? ['NAK'] : common.map((oid) => `ACK ${oid}`);
  return {
    packets: packetsOf(['acknowledgments', ...acks, ...(follows ? ['ready'] : [])], follows ? DELIMITER : FLUSH),
    packFollows: follows,
  };
};

/** How a client of version 0 wants to hear of each common commit; without such a feature it hears of the first one only. */
const inVersion0 = (request: FetchRequest, { common, ready }: Found): Acknowledgement => {
  const { done, negotiates, features } = request;
  const [first, last] = [common[0], common.at(-1)];
  if (!negotiates) return { packets: NOTHING, packFollows: false };
  if (last === undefined) return { packets: packetsOf(['NAK']), packFollows: done };
  if (features.has('multi_ack_detailed')) return inDetail(request, { common, ready }, last);
  if (!features.has('multi_ack')) return { packets: packetsOf([`ACK ${first}`]), packFollows: done };
  return { packets: packetsOf([...common.map((oid) => `ACK ${oid} continue`), done ? `ACK ${last}` : 'NAK']), packFollows: done };
};

const inDetail = ({ done, features }: FetchRequest, { common, ready }: Found, last: ObjectId): Acknowledgement => {
  const acks = common.map((oid) => `ACK ${oid} common`);
  if (done) return { packets: packetsOf([...acks, `ACK ${last}`]), packFollows: true };
  const follows = ready && features.has('no-done');
  return {
    packets: packetsOf([...acks, ...(ready ? [`ACK ${last} ready`] : []), 'NAK', ...(follows ? [`ACK ${last}`] : [])]),
    packFollows: follows,
  };
};
