import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { objectId } from './git-object.ts';
import { decodeEntryHeader, entryHeader } from './pack-format.ts';
import { decodePackIndex, encodePackIndex, endOf, nameAt, offsetOf } from './pack-index.ts';

const packId = Buffer.alloc(20, 7);
const entriesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ oid: objectId('blob', Buffer.from(`${i}`)), offset: 12 + i * 10, crc: i }));

describe('the index of a pack', () => {
  it.each([0, 1, 2, 1000])('tells where each of %d objects lies', (count) => {
    const entries = entriesOf(count);
    const index = decodePackIndex(encodePackIndex(entries, packId));
    if (!index) throw new Error('no index');
    for (const { oid, offset } of entries) expect(offsetOf(index, Buffer.from(oid, 'hex'))).toBe(offset);
    expect(offsetOf(index, Buffer.alloc(20))).toBeUndefined();
    expect(new Set(Array.from({ length: count }, (_, place) => nameAt(index, place)))).toEqual(new Set(entries.map(({ oid }) => oid)));
    if (count > 1) expect([endOf(index, 12), endOf(index, 2 + count * 10)]).toEqual([22, undefined]);
  });

  it('is refused when a byte of it is gone or another', () => {
    const whole = encodePackIndex(entriesOf(3), packId);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (at) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(decodePackIndex(changed)).toBeUndefined();
        expect(decodePackIndex(whole.subarray(0, at))).toBeUndefined();
      }),
    );
  });
});

describe('the header of a packed object', () => {
  it('is read as it was written', () => {
    const baseId = objectId('blob', Buffer.from('base'));
    fc.assert(
      fc.property(
        fc.nat({ max: 2 ** 31 }),
        fc.constantFrom('commit' as const, 'tree' as const, 'blob' as const, 'tag' as const),
        (size, type) => {
          const header = entryHeader(type, size);
          expect(decodeEntryHeader(header)).toEqual({ type, size, length: header.length });
          const delta = entryHeader('ref-delta', size, baseId);
          expect(decodeEntryHeader(delta)).toEqual({ type: 'ref-delta', size, length: delta.length, baseId });
        },
      ),
    );
  });
});
