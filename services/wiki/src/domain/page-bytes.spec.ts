import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textOfBytes } from './page-bytes.ts';

describe('the text of a page', () => {
  it('is what its bytes say, a byte order mark and replacement characters among it', () => {
    for (const text of ['', 'häß', '\ufeffmark', 'was � here', '😀']) expect(textOfBytes(Buffer.from(text))).toBe(text);
  });

  it('is nothing when the bytes are Latin-1 or half a character', () => {
    for (const bytes of [[0xe4], [0x61, 0xc3], [0xed, 0xa0, 0x80], [0xef, 0xbf, 0xbd, 0xff]])
      expect(textOfBytes(Uint8Array.from(bytes))).toBeUndefined();
  });

  it('agrees with a strict decoder about any bytes', () => {
    const strict = (bytes: Uint8Array): string | undefined => {
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      } catch {
        return undefined;
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 6 }), (bytes) => expect(textOfBytes(bytes)).toBe(strict(bytes))));
  });
});
