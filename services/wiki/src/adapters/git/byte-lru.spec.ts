import { describe, expect, it } from '@jest/globals';
import { byteLru } from './byte-lru.ts';

describe('a cache with a limit of bytes', () => {
  it('forgets what was used longest ago', () => {
    const cache = byteLru<string>(3000, (value) => value.length);
    for (const key of ['a', 'b', 'c']) cache.put(key, key.repeat(600));
    expect(cache.get('a')).toBeDefined();
    cache.put('d', 'd'.repeat(600));
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key) !== undefined)).toEqual(['a', 'c', 'd']);
  });

  it('keeps no value that would push out most others, and counts a replaced one once', () => {
    const cache = byteLru<string>(3000, (value) => value.length);
    cache.put('a', 'x'.repeat(100));
    cache.put('large', 'x'.repeat(2000));
    for (let i = 0; i < 50; i += 1) cache.put('b', 'x'.repeat(100));
    expect(cache.get('large')).toBeUndefined();
    expect(cache.get('a')).toBeDefined();
  });

  it('forgets all keys with a beginning', () => {
    const cache = byteLru<string>(10_000, (value) => value.length);
    for (const key of ['one/a', 'one/b', 'oneself/a']) cache.put(key, key);
    cache.forget('one/');
    expect(['one/a', 'one/b', 'oneself/a'].map((key) => cache.get(key))).toEqual([undefined, undefined, 'oneself/a']);
  });
});
