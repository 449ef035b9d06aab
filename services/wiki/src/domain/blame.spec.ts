import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Attribution } from './blame.ts';
import { blame } from './blame.ts';

/** Versions oldest first; who brought each line of the last one, by the place of the version. */
const blamed = (texts: readonly string[]): readonly (string | undefined)[] => {
  const [newest, ...rest] = texts.map((text, place) => ({ text, name: `v${place}` })).toReversed();
  if (!newest) return [];
  const work = blame(newest.name, newest.text);
  for (const { name, text } of rest) work.older(name, text);
  work.end();
  return namesIn(work.found());
};

const namesIn = ({ versions, lines }: Attribution<string>): readonly (string | undefined)[] =>
  Array.from(lines, (version) => versions[version]);

const step = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'replace'),
  place: fc.nat({ max: 30 }),
  count: fc.integer({ min: 1, max: 4 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** All versions of a text whose every line is written once, and who wrote the lines of the last one. */
const story = (steps: readonly Step[]): { readonly texts: readonly string[]; readonly expected: readonly (string | undefined)[] } => {
  let lines = ['first\n'];
  const texts = [lines.join('')];
  const authors = new Map([['first\n', 'v0']]);
  for (const [index, { kind, place, count }] of steps.entries()) {
    const fresh = Array.from({ length: kind === 'delete' ? 0 : count }, (_, number) => `${index} ${number}\n`);
    for (const line of fresh) authors.set(line, `v${index + 1}`);
    lines = lines.toSpliced(place % (lines.length + 1), kind === 'insert' ? 0 : count, ...fresh);
    texts.push(lines.join(''));
  }
  return { texts, expected: lines.map((line) => authors.get(line)) };
};

/** From one version back to another. */
const tracing = (texts: readonly string[], from: number, to: number) => {
  const work = blame(`v${from}`, texts[from] ?? '');
  for (let version = from - 1; version >= to; version -= 1) work.older(`v${version}`, texts[version] ?? '');
  return work;
};

describe('blame', () => {
  it('gives each line to the version that brought it', () => {
    expect(blamed(['a\nb\n', 'a\nx\nb\n', 'a\nx\nb\nc\n', 'a\ny\nb\nc\n'])).toEqual(['v0', 'v3', 'v0', 'v2']);
    expect(blamed(['a\nb\nc\n', 'c\n', 'a\nc\n'])).toEqual(['v2', 'v0']);
    expect(blamed(['only\n'])).toEqual(['v0']);
    expect(blamed([''])).toEqual([]);
  });

  it('is done when nothing is left to look for, and says what is older than it looked', () => {
    const work = blame('new', 'a\nb\n');
    work.older('old', 'a\n');
    expect(work.isDone()).toBe(false);
    expect(Array.from(work.found().lines)).toEqual([-1, 0]);
    work.older('oldest', '');
    expect(work.isDone()).toBe(true);
  });

  it('names for every line the version that brought it, when lines are written once and never move', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { texts, expected } = story(steps);
        expect(blamed(texts)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same when what is known of some version in between is used again', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), fc.nat(), (steps, cut) => {
        const { texts, expected } = story(steps);
        const [last, middle] = [texts.length - 1, cut % (texts.length - 1)];
        const known = tracing(texts, middle, 0);
        known.end();
        const work = tracing(texts, last, middle + 1);
        work.older(`v${middle}`, texts[middle] ?? '', known.found());
        expect(work.isDone()).toBe(true);
        expect(namesIn(work.found())).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
