import { describe, expect, it } from '@jest/globals';
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type { ServiceName } from '@wikibot/contracts/define/ids';
import { outsideVocabulary } from '@wikibot/contracts/define/outside';
import type { Unit } from '@wikibot/contracts/define/service';
import { subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import fc from 'fast-check';
import {
  answers,
  audit,
  closed,
  deposit,
  deposited,
  depositFact,
  depositRequest,
  ledgerService,
  ledgerStream,
  reaction,
  renamed,
  view,
} from '../../kernel/ledger-fixture.ts';
import type { KernelPorts } from '../../kernel/ports.ts';
import { busEvent } from '../fixtures/events.ts';
import { eventPattern } from './event-pattern.ts';

const matches = (pattern: unknown, event: object): boolean => eventPattern(pattern)(event);

describe('a pattern', () => {
  const event = { source: 'wikibot.wiki', detail: { kind: 'fact', tags: ['a', 'b'], tenant: { wikiId: 'w' }, cause: null, empty: [] } };

  it.each([
    ['one of several values', { source: ['wikibot.auth', 'wikibot.wiki'] }, true],
    ['another value', { source: ['wikibot.auth'] }, false],
    ['all of several fields', { source: ['wikibot.wiki'], detail: { kind: ['fact'] } }, true],
    ['one of two fields', { source: ['wikibot.wiki'], detail: { kind: ['answer'] } }, false],
    ['any element of a list', { detail: { tags: ['b'] } }, true],
    ['no element of a list', { detail: { tags: ['c'] } }, false],
    ['a field further in', { detail: { tenant: { wikiId: ['w'] } } }, true],
    ['a field that is there', { detail: { kind: [{ exists: true }] } }, true],
    ['a field that is null, which is there', { detail: { cause: [{ exists: true }] } }, true],
    ['a field that is not there', { detail: { replay: [{ exists: false }] } }, true],
    ['no field where there is one', { detail: { kind: [{ exists: false }] } }, false],
    ['a list without elements, which is no leaf', { detail: { empty: [{ exists: false }] } }, true],
    ['a field that holds fields, which is no leaf', { detail: { tenant: [{ exists: false }] } }, true],
    ['a field or its absence', { detail: { replay: ['r1', { exists: false }] } }, true],
    ['a field of what is not there', { detail: { data: { kind: ['fact'] } } }, false],
    ['the beginning of a value', { source: [{ prefix: 'wikibot.' }] }, true],
    ['another beginning', { source: [{ prefix: 'wiki.' }] }, false],
    ['the beginning of what is not there', { detail: { replay: [{ prefix: '' }] } }, false],
    ['anything but others', { source: [{ 'anything-but': ['wikibot.auth'] }] }, true],
    ['anything but itself', { source: [{ 'anything-but': ['wikibot.auth', 'wikibot.wiki'] }] }, false],
    ['anything of what is not there', { detail: { replay: [{ 'anything-but': ['r1'] }] } }, false],
    ['what every object inherits', { detail: { constructor: [{ exists: true }] } }, false],
  ])('may ask for %s', (_, pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it.each([
    ['suffix', { source: [{ suffix: '.wiki' }] }],
    ['wildcard', { source: [{ wildcard: 'wikibot.*' }] }],
    ['equals-ignore-case', { source: [{ 'equals-ignore-case': 'x' }] }],
    ['numeric', { detail: { n: [{ numeric: ['>', 0] }] } }],
    ['cidr', { detail: { ip: [{ cidr: '10.0.0.0/24' }] } }],
    ['$or', { $or: [{ source: ['x'] }, { source: ['y'] }] }],
  ])('with the operator %s is refused by that name', (name, pattern) => {
    expect(() => eventPattern(pattern)).toThrow(expect.objectContaining({ code: 'InvalidEventPatternException' }));
    expect(() => eventPattern(pattern)).toThrow(`no operator ${name}`);
  });

  it.each([
    ['text', 'x', 'not an object'],
    ['nothing', {}, 'Empty objects'],
    ['a field of nothing', { detail: {} }, 'Empty objects are not allowed at detail'],
    ['no value', { detail: { kind: [] } }, 'Empty arrays are not allowed at detail.kind'],
    ['a value that is no list', { detail: { kind: 'fact' } }, 'an object or an array at detail.kind'],
    ['a number', { detail: { n: [1] } }, 'does not match 1 at detail.n'],
    ['null', { detail: { n: [null] } }, 'does not match null'],
    ['exists with text', { detail: { n: [{ exists: 'yes' }] } }, 'true or false'],
    ['prefix with a number', { source: [{ prefix: 1 }] }, 'must be a string'],
    ['anything-but with one text', { source: [{ 'anything-but': 'x' }] }, 'a list of strings'],
    ['two operators at once', { detail: { n: [{ exists: true, prefix: 'x' }] } }, 'Only one key'],
    ['more characters than the quota', { source: ['x'.repeat(2_048)] }, 'the quota is 2048'],
  ])('of %s is refused with the place', (_, pattern, message) => {
    expect(() => eventPattern(pattern)).toThrow(message);
  });

  it('does not guess what a list of objects means', () => {
    expect(() => matches({ detail: { list: { name: ['x'] } } }, { detail: { list: [{ name: 'x' }] } })).toThrow('inside the list');
  });
});

const slice = { load: async () => ({ default: () => Promise.reject(new Error('never called')) }) };
const units: Readonly<Record<string, Unit>> = {
  totals: view({ version: 1, of: [ledgerStream], ...slice }),
  thanks: reaction({ to: [deposited], ...slice }),
  rename: reaction({ to: [renamed, closed], ...slice }),
  deposit: answers(deposit, slice),
  audit: outsideVocabulary<KernelPorts>().answers(audit, slice),
};

const services: readonly ServiceName[] = ['billing', 'mcp', 'wiki'];
const names = ['Deposited', 'Closed', 'Renamed', 'Deposit', 'Audit', 'FactsSince', 'Other'].flatMap((name) => [
  `billing.${name}`,
  `wiki.${name}`,
]);
const outcome = { ok: true, answer: {}, token: {} } as const;

const named = fc.record({ name: fc.constantFrom(...names), version: fc.integer({ min: 1, max: 2 }) });
const message: fc.Arbitrary<Envelope> = fc.oneof(
  fc
    .tuple(named, fc.option(fc.constantFrom('', 'again'), { nil: undefined }))
    .map(([over, replay]) => depositFact(1, {}, { ...over, ...(replay === undefined ? {} : { replay }) })),
  named.map((over) => depositRequest({}, over)),
  named.map((over): Envelope => {
    const { deadline: _, replyTo: __, ...rest } = depositRequest({}, over);
    return { ...rest, kind: 'notice' };
  }),
  fc.tuple(named, fc.constantFrom(...services)).map(([over, to]): Envelope => {
    const { deadline: _, ...rest } = depositRequest({}, over);
    return { ...rest, kind: 'answer', to, requestId: 'r', replyTo: { service: to }, data: outcome };
  }),
);

describe('the patterns of a manifest', () => {
  it('match exactly what its subscriptions receive, whatever its units', () => {
    fc.assert(
      fc.property(fc.subarray(Object.entries(units)), message, (some, one) => {
        const event = busEvent(one, 'wikibot.billing');
        for (const { subscriber, pattern, receives } of subscriptionsOf(ledgerService(Object.fromEntries(some))))
          expect([subscriber, matches(pattern, event)]).toEqual([subscriber, receives(one)]);
      }),
      { numRuns: 500 },
    );
  });
});
