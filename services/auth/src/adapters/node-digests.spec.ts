import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { nodeDigests } from './node-digests.ts';

describe('proving a secret', () => {
  it('succeeds for the very text and no other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(nodeDigests.proves(one, nodeDigests.of(other))).toBe(one === other);
        expect(nodeDigests.proves(one, nodeDigests.of(one))).toBe(true);
        expect(nodeDigests.same(one, other)).toBe(one === other);
      }),
    );
  });

  it('fails against something that is no digest', () => {
    const digest = nodeDigests.of('x');
    for (const hash of ['', 'zz', 'ab', digest.slice(2), `${digest}00`]) expect(nodeDigests.proves('x', hash)).toBe(false);
  });
});
