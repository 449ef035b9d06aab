import { describe, expect, it } from '@jest/globals';
import { wordPiece } from './word-piece.ts';

const VOCABULARY = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'rose', '##s', 'prun', '##ing', '.', '日', 'cafe', 'a'];
const pieces = wordPiece(VOCABULARY.join('\n'));
const told = (input: string, most = 20): readonly (string | undefined)[] => pieces.idsOf(input, most).map((id) => VOCABULARY[id]);

describe('a text in pieces', () => {
  it('is cut by the longest pieces, without case and accents', () => {
    expect(told('Pruning ROSES.')).toEqual(['[CLS]', 'prun', '##ing', 'rose', '##s', '.', '[SEP]']);
    expect(told('Café 日日')).toEqual(['[CLS]', 'cafe', '日', '日', '[SEP]']);
  });

  it('has one unknown for a word that cannot be cut', () => {
    expect(told('roseq a')).toEqual(['[CLS]', '[UNK]', 'a', '[SEP]']);
    expect(told('a'.repeat(101))).toEqual(['[CLS]', '[UNK]', '[SEP]']);
  });

  it('is never longer than the model reads', () => {
    expect(told('a '.repeat(1000), 8)).toHaveLength(8);
    expect(told('', 8)).toEqual(['[CLS]', '[SEP]']);
  });

  it('wants the vocabulary of such a model', () => {
    expect(() => wordPiece('rose\nprun')).toThrow('[UNK]');
  });
});
