import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { defineFact } from './fact.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Message } from './pins.ts';
import { declaredBy, pinProblems, pinsToWrite } from './pins.ts';
import { defineRequest } from './request.ts';

const opened = (data: z.ZodType, version = 1) => defineFact('wiki.PageOpened', { meaning: 'A page was opened.', version, data });
const open = (answer: z.ZodType) =>
  defineRequest('wiki.OpenPage', { meaning: 'Opens a page.', access: 'read', data: z.strictObject({}), answer });

const pinsOf = (...messages: readonly Message[]) =>
  new Map(messages.flatMap(declaredBy).map(({ key, schema }): [string, JsonSchema] => [key, schema]));
const problems = (messages: readonly Message[], pins: ReadonlyMap<string, JsonSchema>) => pinProblems(messages.flatMap(declaredBy), pins);

const released = opened(z.object({ path: z.string() }));

describe('a released message', () => {
  it('is pinned under its detail-type, an answer beside its request', () => {
    expect([...pinsOf(released, open(z.object({}))).keys()]).toEqual(['wiki.PageOpened.v1', 'wiki.OpenPage.v1', 'wiki.OpenPage.answer.v1']);
  });

  it('may get an optional field', () => {
    expect(problems([opened(z.object({ path: z.string(), title: z.string().optional() }))], pinsOf(released))).toEqual([]);
  });

  it('may not lose a field, and the message says what to do', () => {
    const [problem] = problems([opened(z.object({ page: z.string().optional() }))], pinsOf(released));
    expect(problem).toContain('/path: the field is gone');
    expect(problem).toContain('declare version 2 of wiki.PageOpened with an upcast from 1');
    expect(problem).toContain('npm run docs -- --pins');
  });

  it('may change freely under a new version while the old pin stays', () => {
    const next = opened(z.object({ page: z.string() }), 2);
    expect(problems([next], new Map([...pinsOf(released), ...pinsOf(next)]))).toEqual([]);
    expect(problems([next], pinsOf(next))).toEqual([expect.stringContaining('wiki.PageOpened.v1 was released once')]);
  });

  it('may not go away unnoticed', () => {
    expect(problems([], pinsOf(released))).toEqual([expect.stringContaining('no longer declared')]);
  });

  it('keeps what its answer promises', () => {
    expect(problems([open(z.object({}))], pinsOf(open(z.object({ text: z.string() }))))).toEqual([
      expect.stringContaining('wiki.OpenPage.answer.v1'),
    ]);
  });

  it('has to be pinned', () => {
    expect(problems([released], new Map())).toEqual([expect.stringContaining('wiki.PageOpened.v1 is not pinned')]);
  });
});

describe('writing pins', () => {
  const write = (message: Message, pins: ReadonlyMap<string, JsonSchema>) => pinsToWrite(declaredBy(message), pins);

  it('adds what is new and renews what changed compatibly', () => {
    const wider = opened(z.object({ path: z.string(), title: z.string().optional() }));
    expect(write(released, new Map()).write).toHaveLength(1);
    expect(write(wider, pinsOf(released)).write).toHaveLength(1);
    expect(write(released, pinsOf(released)).write).toEqual([]);
  });

  it('refuses to overwrite a pin that the change breaks, and writes nothing', () => {
    const broken = write(opened(z.object({ path: z.number() })), pinsOf(released));
    expect(broken.write).toEqual([]);
    expect(broken.problems).toHaveLength(1);
  });
});
