import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { compareUtf8, justAfter, prefixEnd } from './utf8-order.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}') }),
);
const bytewise = (left: string, right: string): number => Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right)));

describe('the order of UTF-8 bytes', () => {
  it('is what comparing the bytes gives', () => {
    fc.assert(fc.property(text, text, (left, right) => expect(Math.sign(compareUtf8(left, right))).toBe(bytewise(left, right))));
  });

  it('has everything with a prefix before the prefix’s end, and nothing else between', () => {
    fc.assert(
      fc.property(text, text, (prefix, other) => {
        const end = prefixEnd(prefix);
        const between = bytewise(other, prefix) >= 0 && (end === undefined || bytewise(other, end) < 0);
        expect(between).toBe(other.startsWith(prefix));
        expect(end === undefined || bytewise(prefix + other, end) < 0).toBe(true);
      }),
    );
  });

  it.each([
    ['a', 'b'],
    ['\ud7ff', '\ue000'],
    ['\uffff', '\u{10000}'],
    ['a\u{10ffff}', 'b'],
    ['\u{10ffff}', undefined],
    ['', undefined],
  ])('the end of prefix %j is %j', (prefix, end) => {
    expect(prefixEnd(prefix)).toBe(end);
  });

  it('has nothing between a text and the one just after it', () => {
    fc.assert(fc.property(text, text, (one, other) => expect(bytewise(other, one) > 0 && bytewise(other, justAfter(one)) < 0).toBe(false)));
  });
});
