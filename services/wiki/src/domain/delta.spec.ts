import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyDelta, makeDelta } from './delta.ts';

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));

describe('a difference of two objects', () => {
  it('leads from one to the other', () => {
    fc.assert(
      fc.property(
        fc.array(bytes, { minLength: 3, maxLength: 6 }),
        fc.array(bytes, { minLength: 1, maxLength: 6 }),
        fc.nat(9),
        (parts, others, turn) => {
          const base = Buffer.concat(parts);
          const target = Buffer.concat([...parts.slice(turn % 3), ...others.slice(0, 1), ...parts.slice(0, 2)]);
          const delta = makeDelta(base, target);
          if (delta) expect(applyDelta(base, delta).equals(target)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([0xffff, 0x10000, 0x10001, 0xffffff, 0x1000000, 0x1000001])('copies %d equal bytes', (size) => {
    const base = Buffer.alloc(size, 'ab');
    const target = Buffer.concat([base, Buffer.from('x')]);
    const delta = makeDelta(base, target);
    expect(delta?.length).toBeLessThan(40);
    expect(delta && applyDelta(base, delta).equals(target)).toBe(true);
  });

  it('stays small after several edits far apart', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `line ${i} ${(i * 7919) % 1009}\n`);
    const edited = lines.with(3, 'x\n').with(1000, 'y\n').toSpliced(1990, 1);
    expect(makeDelta(Buffer.from(lines.join('')), Buffer.from(edited.join('')))?.length).toBeLessThan(200);
  });

  it('is not made where it saves nothing', () => {
    expect(makeDelta(Buffer.from('abc'), Buffer.from('xyz'))).toBeUndefined();
  });

  it('is refused when it does not fit', () => {
    const base = Buffer.alloc(100, 'a');
    const delta = makeDelta(base, Buffer.concat([base, Buffer.from('x')])) ?? Buffer.alloc(0);
    expect(() => applyDelta(base.subarray(1), delta)).toThrow('meets a base');
    expect(() => applyDelta(base, Buffer.from([100, 3, 0x91, 90, 20]))).toThrow('beyond');
    expect(() => applyDelta(base, Buffer.from([100, 3, 0]))).toThrow('reserved');
    expect(() => applyDelta(base, Buffer.from([100, 3, 1, 65]))).toThrow('instead of 3');
  });
});
