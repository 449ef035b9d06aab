import { describe, expect, it } from '@jest/globals';
import { highlighted } from './search-results.ts';

describe('words of a query in a text', () => {
  it.each([
    ['Nitrate load', 'nitrate', '<mark>Nitrate</mark> load'],
    ['a <b> c', 'b', 'a &lt;<mark>b</mark>&gt; c'],
    ['a.c abc', 'a.c', '<mark>a</mark>.<mark>c</mark> <mark>a</mark>b<mark>c</mark>'],
    ['load', '.* (', 'load'],
    ['loading load', 'load loading', '<mark>loading</mark> <mark>load</mark>'],
  ])('%s for %s', (text, query, shown) => {
    expect(highlighted(text, query).text).toBe(shown);
  });
});
