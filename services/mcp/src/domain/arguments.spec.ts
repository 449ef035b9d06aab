import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { ALIASES, readArguments } from './arguments.ts';

const schema = z.strictObject({
  path: z.string().min(1),
  content: z.string(),
  revision: z.string().optional(),
  limit: z.number().int().default(20),
});
const read = (input: Readonly<Record<string, unknown>>) => readArguments(schema, input);

describe('the arguments of a tool', () => {
  it('are taken under the names that others use, however they are spelled', () => {
    expect(read({ pagePath: 'A', BODY: 'b', 'Base-Revision': 'abc' })).toEqual({
      ok: true,
      value: { path: 'A', content: 'b', revision: 'abc', limit: 20 },
    });
  });

  it('may be empty where they are optional, and nowhere else', () => {
    expect(read({ path: 'A', content: '', revision: '', limit: null })).toEqual({ ok: true, value: { path: 'A', content: '', limit: 20 } });
    expect(read({ path: '', content: '' })).toMatchObject({ ok: false, issues: [{ path: 'path' }] });
  });

  it('are numbers also when they come as text', () => {
    expect(read({ path: '1', content: '2', limit: ' 3 ' })).toEqual({ ok: true, value: { path: '1', content: '2', limit: 3 } });
    expect(read({ path: 'A', content: 'b', limit: 'many' })).toMatchObject({ ok: false, issues: [{ path: 'limit' }] });
  });

  it('are Unicode', () => {
    expect(read({ path: '\ud800', content: '' })).toMatchObject({
      ok: false,
      issues: [{ path: 'path', message: expect.stringContaining('Unicode') }],
    });
  });

  it('are named one by one when they are wrong', () => {
    expect(read({ page: 'A', path: 'B', colour: 'red' })).toEqual({
      ok: false,
      issues: [
        { path: 'page', message: 'is another name for path, which is given too. Send path only' },
        { path: 'colour', message: 'There is no such argument. This tool takes: path, content, revision, limit' },
        { path: 'content', message: 'is missing' },
      ],
    });
  });

  it('never make reading them fail', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.constantFrom('path', 'content', '__proto__', 'constructor'), fc.string()), fc.jsonValue()),
        (input) => {
          const answer = read(input);
          expect(answer.ok || answer.issues.length > 0).toBe(true);
        },
      ),
    );
  });

  it('have no second name twice within one tool', () => {
    for (const names of Object.values(ALIASES)) expect(new Set(names).size).toBe(names.length);
  });
});
