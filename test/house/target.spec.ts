import { describe, expect, it } from '@jest/globals';
import { targetOf } from './target.ts';

describe('the target of the journeys', () => {
  it('is the host unless told', () => {
    expect(targetOf(undefined)).toBe('host');
  });

  it('is refused when it is unknown', () => {
    expect(() => targetOf('moon')).toThrow('TARGET=moon is unknown');
  });
});
