import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { issuesOf } from './issues.ts';

const schema = z.strictObject({ name: z.string(), pages: z.array(z.strictObject({ path: z.string() })) });
const issues = (value: unknown) => {
  const { error } = schema.safeParse(value);
  if (!error) throw new Error('nothing is wrong with it');
  return issuesOf(error);
};

describe('issues', () => {
  it('name the place of each', () => {
    expect(issues({ name: 1, pages: [{ path: 'a' }, { path: 2 }] }).map((issue) => issue.path)).toEqual(['name', 'pages.1.path']);
  });

  it('name an unknown field', () => {
    expect(issues({ name: 'a', pages: [], colour: 'red' })).toEqual([{ path: '', message: expect.stringContaining('"colour"') }]);
    expect(issues({ name: 'a', pages: [{ path: 'a', size: 1 }] })).toEqual([
      { path: 'pages.0', message: expect.stringContaining('"size"') },
    ]);
  });

  it('are twenty at most', () => {
    expect(issues({ name: 'a', pages: Array.from({ length: 100 }, () => ({ path: 1 })) })).toHaveLength(20);
  });
});
