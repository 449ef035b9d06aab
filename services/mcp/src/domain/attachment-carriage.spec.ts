import { describe, expect, it } from '@jest/globals';
import { carriageOf } from './attachment-carriage.ts';

const file = (type: string, size: number, bytes: Buffer = Buffer.from('abc')) => ({ type, size, content: bytes.toString('base64') });

describe('how a file comes to an agent', () => {
  it('is as text where it is text', () => {
    expect(carriageOf(file('text/csv', 3))).toEqual({ kind: 'text', text: 'abc' });
    expect(carriageOf(file('application/json; charset=utf-8', 3))).toEqual({ kind: 'text', text: 'abc' });
  });

  it('is as base64 where it is called text and is none', () => {
    expect(carriageOf(file('text/plain', 2, Buffer.from([0xff, 0xfe])))).toEqual({ kind: 'base64' });
  });

  it('is as a picture where models take it, and never a drawing that may hold scripts', () => {
    expect(carriageOf(file('image/png', 500_000))).toEqual({ kind: 'image' });
    expect(carriageOf(file('image/svg+xml', 3)).kind).toBe('text');
  });

  it('is a link where it would fill the conversation', () => {
    for (const [type, size] of [
      ['image/png', 2_000_000],
      ['text/plain', 60_000],
      ['application/pdf', 30_000],
    ] as const)
      expect(carriageOf(file(type, size))).toEqual({ kind: 'link' });
  });
});
