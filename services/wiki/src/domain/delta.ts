import { commonPrefix, commonSuffix } from './byte-range.ts';

/** One object as a change of another. Source: gitformat-pack(5), "Deltified representation". */

/** How many bytes a delta makes. @throws {RangeError} when it is cut off */
export const deltaResultSize = (delta: Buffer): number => readSize(delta, readSize(delta, 0).end).value;

/** @throws {Error} when the delta does not fit the base */
export const applyDelta = (base: Buffer, delta: Buffer): Buffer => {
  const baseSize = readSize(delta, 0);
  const size = readSize(delta, baseSize.end);
  if (baseSize.value !== base.length) throw new Error(`a delta for ${baseSize.value} bytes meets a base of ${base.length}`);
  const target = Buffer.allocUnsafe(size.value);
  let [at, written] = [size.end, 0];
  while (at < delta.length) {
    const code = delta.readUInt8(at++);
    if (code & 0x80) {
      const copy = readCopy(delta, at, code);
      if (copy.offset + copy.length > base.length) throw new Error('a delta copies from beyond its base');
      written += base.copy(target, written, copy.offset, copy.offset + copy.length);
      at = copy.end;
    } else {
      if (code === 0) throw new Error('a delta with a reserved instruction');
      written += delta.copy(target, written, at, at + code);
      at += code;
    }
  }
  if (written !== size.value) throw new Error(`a delta makes ${written} bytes instead of ${size.value}`);
  return target;
};

/**
 * The change from `base` to `target`: what both share at the ends is copied, the middle is matched in blocks.
 * Undefined when that would save less than half.
 */
export const makeDelta = (base: Buffer, target: Buffer): Buffer | undefined => {
  const prefix = commonPrefix(base, target);
  const suffix = commonSuffix(base, target, Math.min(base.length, target.length) - prefix);
  const parts = [sizeBytes(base.length), sizeBytes(target.length), ...copyOps(0, prefix)];
  const middle = middleOps({ bytes: base, from: prefix, to: base.length - suffix }, target.subarray(prefix, target.length - suffix));
  for (const part of middle) parts.push(part);
  parts.push(...copyOps(base.length - suffix, suffix));
  const delta = Buffer.concat(parts);
  return delta.length * 2 < target.length ? delta : undefined;
};

const BLOCK = 20;
const MAX_COPY = 0xffffff;
/** Larger middles are no text: looking for blocks in them would take seconds. */
const MAX_MATCHED = 512 * 1024;

interface Stretch {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
}

/** Blocks of the base at fixed places, looked up at every byte of the target: small moves and several edits are found. */
function* middleOps(base: Stretch, target: Buffer): Iterable<Buffer> {
  const blocks = blocksOf(base, target.length);
  let [at, pending] = [0, 0];
  while (blocks.size > 0 && at + BLOCK <= target.length) {
    const found = blocks.get(target.toString('latin1', at, at + BLOCK));
    if (found === undefined) {
      at += 1;
      continue;
    }
    const length = commonPrefix(base.bytes.subarray(found, base.to), target.subarray(at));
    yield* insertOps(target.subarray(pending, at));
    yield* copyOps(found, length);
    at += length;
    pending = at;
  }
  yield* insertOps(target.subarray(pending));
}

const blocksOf = ({ bytes, from, to }: Stretch, wanted: number): ReadonlyMap<string, number> => {
  const blocks = new Map<string, number>();
  if (Math.max(to - from, wanted) > MAX_MATCHED) return blocks;
  for (let at = from; at + BLOCK <= to; at += BLOCK) blocks.set(bytes.toString('latin1', at, at + BLOCK), at);
  return blocks;
};

function* insertOps(bytes: Buffer): Iterable<Buffer> {
  for (let at = 0; at < bytes.length; at += 127) {
    const piece = bytes.subarray(at, at + 127);
    yield Buffer.concat([Buffer.of(piece.length), piece]);
  }
}

function* copyOps(start: number, total: number): Iterable<Buffer> {
  for (let done = 0; done < total; done += MAX_COPY) {
    const [offset, length] = [start + done, Math.min(MAX_COPY, total - done)];
    const bytes = [0x80];
    for (let bit = 0; bit < 7; bit += 1) {
      const byte = (bit < 4 ? offset >>> (bit * 8) : length >>> ((bit - 4) * 8)) & 0xff;
      if (byte === 0) continue;
      bytes[0] = (bytes[0] ?? 0) | (1 << bit);
      bytes.push(byte);
    }
    yield Buffer.from(bytes);
  }
}

const readCopy = (delta: Buffer, start: number, code: number) => {
  let [at, offset, length] = [start, 0, 0];
  for (let bit = 0; bit < 7; bit += 1) {
    if (!(code & (1 << bit))) continue;
    const byte = delta.readUInt8(at++);
    if (bit < 4) offset += byte * 2 ** (bit * 8);
    else length += byte * 2 ** ((bit - 4) * 8);
  }
  return { offset, length: length === 0 ? 0x10000 : length, end: at };
};

const readSize = (bytes: Buffer, start: number) => {
  let [at, value, factor] = [start, 0, 1];
  for (;;) {
    const byte = bytes.readUInt8(at++);
    value += (byte & 0x7f) * factor;
    factor *= 128;
    if (!(byte & 0x80)) return { value, end: at };
  }
};

const sizeBytes = (size: number): Buffer => {
  const bytes: number[] = [];
  let rest = size;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
};
