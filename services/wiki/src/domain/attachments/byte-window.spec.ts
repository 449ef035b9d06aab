import { describe, expect, it } from '@jest/globals';
import { byteWindow } from './byte-window.ts';

const part = (first: number, last: number) => ({ kind: 'part', first, last });

describe('a part of 100 bytes', () => {
  it.each([
    ['bytes=0-9', part(0, 9)],
    ['bytes=90-', part(90, 99)],
    ['bytes=-10', part(90, 99)],
    ['bytes=-500', part(0, 99)],
    ['bytes=0-500', part(0, 99)],
    ['bytes=99-99', part(99, 99)],
    ['Bytes = 1 - 2', part(1, 2)],
    ['bytes=100-', { kind: 'unsatisfiable' }],
    ['bytes=100-200', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
  ])('%s is found', (range, window) => {
    expect(byteWindow(range, 100)).toEqual(window);
  });

  it.each([
    null,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=9-0',
    'bytes=a-b',
    'lines=0-9',
    'bytes=0-1,5-6',
    'bytes=--1',
    `bytes=0-${'9'.repeat(40)}`,
  ])('is the whole for %j', (range) => {
    expect(byteWindow(range, 100)).toEqual({ kind: 'whole' });
  });

  it('of nothing there is none', () => {
    expect(byteWindow('bytes=0-', 0)).toEqual({ kind: 'unsatisfiable' });
    expect(byteWindow('bytes=-1', 0)).toEqual({ kind: 'unsatisfiable' });
  });
});
