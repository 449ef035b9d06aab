import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../kernel/table.ts';
import { StateFailed } from './failure.ts';
import { queries } from './query.ts';

const now = Date.UTC(2026, 0, 1, 12);
const query = queries({ random: () => 0.5, now: () => now, maxSteps: 20_000 });
const value = (template: Json, scope: Record<string, unknown> = {}): Promise<Json> => query('Output', template, scope);

const failure = async (template: Json): Promise<string> => {
  try {
    await value(template);
    return 'no failure';
  } catch (error) {
    if (!(error instanceof StateFailed)) throw error;
    expect(error.failure.error).toBe('States.QueryEvaluationError');
    return error.failure.cause ?? '';
  }
};

describe('a template', () => {
  it('keeps what is literal and evaluates expressions at any depth', async () => {
    const template = { a: 1, b: '{% $x + 1 %}', c: [true, null, { d: '{% $states.input.name %}' }], e: 'not {% this %}' };
    expect(await value(template, { x: 2, states: { input: { name: 'n' } } })).toEqual({
      a: 1,
      b: 3,
      c: [true, null, { d: 'n' }],
      e: 'not {% this %}',
    });
  });

  it('gives plain JSON for sequences, and keeps an array that was one', async () => {
    expect(await value('{% $items.(id) %}', { items: [{ id: 1 }, { id: 2 }] })).toStrictEqual([1, 2]);
    expect(await value('{% $items %}', { items: [1] })).toStrictEqual([1]);
  });

  it.each([
    ['{% $nothing %}', 'returned nothing'],
    ['{% $sum %}', 'returned a function'],
    ['{% function($x) { $x } %}', 'returned a function'],
    ["{% 'a' + 1 %}", 'Output: '],
    ["{% $parse('{') %}", 'Output: '],
    ['{% ( $f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100000) ) %}', 'too long or too deep'],
    ['{% ( $f := function($n) { $f($n + 1) }; $f(0) ) %}', 'too long or too deep'],
    ['{% $range(1, 10, 0) %}', 'must not be 0'],
    ['{% $range(1, 1000000, 1) %}', 'at most'],
    ['{% $partition([1], 0) %}', 'must be positive'],
    ["{% $hash('a', 'CRC') %}", '$hash knows MD5'],
  ])('fails the evaluation of %s', async (expression, cause) => {
    expect(await failure(expression)).toContain(cause);
  });

  it('names the place of a failure inside an object', async () => {
    expect(await failure({ a: { b: ['{% $nothing %}'] } })).toContain('Output.a.b[0]');
  });

  it.each<[string, Json]>([
    ['{% $partition([1,2,3,4,5], 2) %}', [[1, 2], [3, 4], [5]]],
    ['{% $partition([], 2) %}', []],
    ['{% $range(1, 9, 2) %}', [1, 3, 5, 7, 9]],
    ['{% $range(0, 10, 4) %}', [0, 4, 8]],
    ['{% $range(3, 1, -1) %}', [3, 2, 1]],
    ['{% $range(3, 1, 1) %}', []],
    ["{% $hash('input data', 'SHA-1') %}", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ["{% $length($hash('a', 'SHA-512')) %}", 128],
    ['{% $random() %}', 0.5],
    ['{% $random(7) = $random(7) %}', true],
    ['{% $random(7) = $random(8) %}', false],
    ['{% $uuid() %}', '88888888-8888-4888-8888-888888888888'],
    ['{% $parse(\'{"a":[1]}\').a %}', [1]],
    ['{% $now() %}', '2026-01-01T12:00:00.000Z'],
    ["{% $now('[Y]-[M01]') %}", '2026-01'],
    ['{% $millis() %}', now],
  ])('knows the functions of Step Functions: %s', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });
});
