import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { FLUSH, linesUpToFlush, MalformedRequest, MAX_CONTENT_BYTES, packetsOf, pktLine, textOfLine } from './pkt-line.ts';

const line = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

describe('packets', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const bytes = Buffer.concat([...lines.map(pktLine), FLUSH]);
        expect([...packetsOf(bytes)]).toEqual([...lines, 'flush']);
        expect(linesUpToFlush(Buffer.concat([bytes, Buffer.from('PACK')]))).toEqual({ lines, rest: Buffer.from('PACK') });
      }),
    );
  });

  it('that are cut anywhere are refused, or waited for', () => {
    const bytes = Buffer.concat([pktLine('want one\n'), pktLine('done\n'), FLUSH]);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const part = bytes.subarray(0, cut);
      expect(linesUpToFlush(part)).toBeUndefined();
      if ([13, 22].includes(cut)) expect([...packetsOf(part)].length).toBeGreaterThan(0);
      else expect(() => [...packetsOf(part)]).toThrow(MalformedRequest);
    }
  });

  it('never end otherwise than read or refused, whatever bytes come', () => {
    const digits = fc.constantFrom('0000', '0001', '0002', '0003', '0004', '0005', 'ffff', 'fff0', 'fff1', '-001', '0x10', ' 10 ', '00g0');
    const piece = fc.oneof(
      line,
      digits.map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const bytes = Buffer.concat(pieces);
        for (const read of [() => [...packetsOf(bytes)], () => linesUpToFlush(bytes)]) {
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedRequest);
          }
        }
      }),
    );
  });

  it('are as long as git allows and no longer', () => {
    expect(pktLine(Buffer.alloc(MAX_CONTENT_BYTES)).toString('latin1', 0, 4)).toBe('fff0');
    expect(() => pktLine(Buffer.alloc(MAX_CONTENT_BYTES + 1))).toThrow(RangeError);
    expect(() => [...packetsOf(Buffer.from(`fff1${' '.repeat(65_533)}`))]).toThrow(MalformedRequest);
  });

  it('lose one line feed at their end and nothing else', () => {
    expect(['a\n', 'a', 'a\n\n', '\n', ''].map((text) => textOfLine(Buffer.from(text)))).toEqual(['a', 'a', 'a\n', '', '']);
  });
});
