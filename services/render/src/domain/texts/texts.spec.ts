import { describe, expect, it } from '@jest/globals';
import { en } from './en.ts';
import { fill, pieces } from './fill.ts';
import { LOCALES, localeFor, texts } from './texts.ts';

const places = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe('texts', () => {
  it.each(Object.keys(LOCALES) as (keyof typeof LOCALES)[])('have the same places in %s as in English', (locale) => {
    const spoken = texts(locale);
    const differing = Object.entries(en).filter(([id, text]) => places(spoken[id as keyof typeof en]).join() !== places(text).join());
    expect(differing).toEqual([]);
  });

  it('are filled in without touching what has no value', () => {
    expect(fill('{count} of {total}', { count: 2 })).toBe('2 of {total}');
  });

  it('come in pieces where markup goes in', () => {
    expect(pieces('Edited {time} by {who}')).toEqual(['Edited ', { place: 'time' }, ' by ', { place: 'who' }, '']);
  });
});

describe('the language of a request', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de-CH, en;q=0.8', 'de'],
    ['fr, de;q=0.5, en;q=0.9', 'en'],
    ['de;q=0, en;q=0.1', 'en'],
    ['*;;;,,q=', 'en'],
    ['constructor', 'en'],
  ])('for %j is %s', (header, locale) => {
    expect(localeFor(header)).toBe(locale);
  });
});
