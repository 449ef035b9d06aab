import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchesOf, requestBytes } from './batches.ts';

const file = (name: string, bytes: number) => ({ file: name, bytes });

describe('batches of files', () => {
  it('hold every file once, in the order given', () => {
    const some = fc.array(fc.record({ file: fc.string({ unit: 'binary', maxLength: 20 }), bytes: fc.nat(2_000) }), { maxLength: 60 });
    fc.assert(fc.property(some, (files) => expect(batchesOf(files, { bytes: 3_000, files: 7 }).flat()).toEqual(files)));
  });

  it('stay within both limits, unless one file is too large for any company', () => {
    const some = fc.array(fc.record({ file: fc.string({ maxLength: 20 }), bytes: fc.nat(4_000) }), { maxLength: 60 });
    fc.assert(
      fc.property(some, (files) => {
        for (const batch of batchesOf(files, { bytes: 3_000, files: 7 })) {
          expect(batch.length).toBeLessThanOrEqual(7);
          const size = batch.reduce((sum, one) => sum + requestBytes(one), 0);
          expect(size <= 3_000 || batch.length === 1).toBe(true);
        }
      }),
    );
  });

  it('are as few as the order allows', () => {
    expect(
      batchesOf([file('a', 10), file('b', 10), file('large', 9_000), file('c', 10)], { bytes: 3_000, files: 9 }).map(
        (batch) => batch.length,
      ),
    ).toEqual([2, 1, 1]);
    expect(batchesOf([], { bytes: 1, files: 1 })).toEqual([]);
  });

  it('never take more room than was estimated', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 100 }), (name, content) => {
        const json = `${JSON.stringify({ file: name, content: Buffer.from(content).toString('base64') })},`;
        expect(Buffer.byteLength(json)).toBeLessThanOrEqual(requestBytes(file(name, content.length)));
      }),
    );
  });
});
