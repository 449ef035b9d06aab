import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { inputSchemaOf, outputSchemaOf } from './json-schema.ts';
import { noLongerAccepted, noLongerPromised } from './schema-losses.ts';

const accepts = (before: z.ZodType, now: z.ZodType) => noLongerAccepted(inputSchemaOf(before), inputSchemaOf(now)).map(({ at }) => at);
const promises = (before: z.ZodType, now: z.ZodType) => noLongerPromised(outputSchemaOf(before), outputSchemaOf(now)).map(({ at }) => at);

const Id = z.string().regex(/^a$/).meta({ id: 'SpecId' });
const OtherId = z.string().regex(/^b$/).meta({ id: 'SpecOtherId' });
const page = z.object({ path: z.string(), words: z.number().int().min(0) });
const kinds = (...kinds: readonly [string, ...string[]]) => z.object({ kind: z.enum(kinds) });

describe('what a receiver accepts', () => {
  it.each<[string, z.ZodType, z.ZodType]>([
    ['nothing changed', page, page],
    ['a field is new and optional', page, page.extend({ tags: z.array(z.string()).optional() })],
    ['a field is new and has a default', page, page.extend({ limit: z.number().default(3) })],
    ['a field became optional', page, page.partial()],
    ['a type became wider', page, page.extend({ words: z.number() })],
    ['a bound became wider', z.string().max(3), z.string().max(4)],
    ['a pattern is gone', Id, z.string()],
    ['a list of values grew', kinds('save'), kinds('save', 'edit')],
    ['a field may be null as well', page, page.extend({ path: z.string().nullable() })],
    ['anything may stand there', page, z.unknown()],
    ['only a description changed', page, page.extend({ path: z.string().describe('Of the page.') })],
    ['a union got a member', z.union([z.string(), z.number()]), z.union([z.string(), z.number(), z.boolean()])],
  ])('is not less when %s', (_title, before, now) => {
    expect(accepts(before, now)).toEqual([]);
  });

  it.each<[string, z.ZodType, z.ZodType, string]>([
    ['a field is gone', page, page.omit({ words: true }), '/words'],
    ['a field is new and required', page, page.extend({ title: z.string() }), '/title'],
    ['an optional field became required', page.partial(), page, '/path'],
    ['a type changed', page, page.extend({ words: z.string() }), '/words'],
    ['a number became whole', z.object({ at: z.number() }), z.object({ at: z.number().int() }), '/at'],
    ['a bound became narrower', page, page.extend({ words: z.number().int().min(1) }), '/words'],
    ['a length became shorter', page, page.extend({ path: z.string().max(9) }), '/path'],
    ['a pattern is new', page, page.extend({ path: Id }), '/path'],
    ['a pattern changed', z.object({ id: Id }), z.object({ id: OtherId }), '/id'],
    ['a value left the list', kinds('save', 'edit'), kinds('save'), '/kind'],
    ['a field may not be null any more', z.object({ at: z.string().nullable() }), z.object({ at: z.string() }), '/at'],
    ['unknown fields are refused now', page, z.strictObject(page.shape), ''],
    ['items changed', z.object({ list: z.array(page) }), z.object({ list: z.array(page.omit({ path: true })) }), '/list/[]/path'],
    ['places of a pair changed', z.tuple([z.string(), z.number()]), z.tuple([z.string(), z.string()]), '/[1]'],
    ['values of a record changed', z.record(z.string(), z.number()), z.record(z.string(), z.string()), '/*'],
    ['a member left a union', z.union([z.string(), z.number()]), z.string(), ''],
    ['not anything may stand there any more', z.unknown(), z.string(), ''],
  ])('is less when %s', (...[, before, now, at]) => {
    expect(accepts(before, now)).toContain(at);
  });

  it('is compared behind the names of schemas, which may change', () => {
    const Named = z.string().regex(/^a$/).meta({ id: 'SpecNamed' });
    expect(accepts(z.object({ id: Id }), z.object({ id: Named }))).toEqual([]);
  });
});

describe('what an answer promises', () => {
  it.each<[string, z.ZodType, z.ZodType]>([
    ['nothing changed', page, page],
    ['a field is new', page, page.extend({ title: z.string() })],
    ['an optional field is always there now', page.partial(), page],
    ['a value left the list', kinds('save', 'edit'), kinds('save')],
  ])('is kept when %s', (_title, before, now) => {
    expect(promises(before, now)).toEqual([]);
  });

  it.each<[string, z.ZodType, z.ZodType, string]>([
    ['a field is gone', page, page.omit({ words: true }), '/words'],
    ['an optional field is gone', page.partial(), page.partial().omit({ words: true }), '/words'],
    ['a field may be missing', page, page.partial({ words: true }), '/words'],
    ['a field may be null', page, page.extend({ path: z.string().nullable() }), '/path'],
    ['a list of values grew', kinds('save'), kinds('save', 'edit'), '/kind'],
    ['a bound is gone', z.object({ score: z.number().max(1) }), z.object({ score: z.number() }), '/score'],
  ])('is broken when %s', (...[, before, now, at]) => {
    expect(promises(before, now)).toContain(at);
  });
});
