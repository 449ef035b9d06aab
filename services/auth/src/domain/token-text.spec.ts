import { describe, expect, it } from '@jest/globals';
import { TokenId } from '@wikibot/contracts/define/ids';
import * as fc from 'fast-check';
import { tokenIdOf, tokenText } from './token-text.ts';

const id = TokenId.parse(`tok_${'0123456789abcdef'.repeat(2)}`);
const random = 'Ab-_'.repeat(10) + 'xyz';

describe('the text of a token', () => {
  it('leads back to its id', () => {
    expect(tokenText(id, random)).toBe(`wb_0123456789abcdef0123456789abcdef_${random}`);
    expect(tokenIdOf(tokenText(id, random))).toBe(id);
  });

  it('is no token when anything else stands around or in it', () => {
    const text = tokenText(id, random);
    for (const other of [
      ` ${text}`,
      `${text} `,
      `${text}\n`,
      text.toUpperCase(),
      text.replace('wb_', 'wb-'),
      text.slice(1),
      `x${text}`,
      '',
      'wb_',
    ]) {
      expect(tokenIdOf(other)).toBeUndefined();
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (garbage) => expect(tokenIdOf(garbage)).toBeUndefined()));
  });
});
