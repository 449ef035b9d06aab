import { describe, expect, it } from '@jest/globals';
import { defineFact } from '@wikibot/contracts/define/fact';
import * as z from 'zod';
import { deposited, depositFact } from './ledger-fixture.ts';
import { readFact } from './read-message.ts';

const declared = (...facts: readonly ReturnType<typeof defineFact>[]) => new Map(facts.map((fact) => [fact.name, fact]));
const third = defineFact('billing.Deposited', {
  version: 3,
  meaning: 'Money was put in.',
  data: z.object({ cents: z.number(), currency: z.string() }),
  upcasts: {
    1: ({ amount }: { amount: number }) => ({ cents: amount * 100 }),
    2: ({ cents }: { cents: number }) => ({ cents, currency: 'EUR' }),
  },
});

describe('reading a fact', () => {
  it('ignores fields that it does not know', () => {
    expect(readFact(declared(deposited), depositFact(1, { amount: 1, later: true }))).toMatchObject({
      status: 'known',
      fact: { data: { amount: 1 } },
    });
  });

  it('leaves facts alone that nobody has declared here', () => {
    expect(readFact(new Map(), depositFact(1))).toEqual({ status: 'unknown' });
  });

  it('lifts every older version, step by step', () => {
    expect(readFact(declared(third), depositFact(1, { amount: 2 }))).toMatchObject({ fact: { data: { cents: 200, currency: 'EUR' } } });
    expect(readFact(declared(third), depositFact(1, { cents: 5 }, { version: 2 }))).toMatchObject({
      fact: { data: { cents: 5, currency: 'EUR' } },
    });
    expect(readFact(declared(third), depositFact(1, { cents: 5, currency: 'CHF' }, { version: 3 }))).toMatchObject({
      fact: { data: { currency: 'CHF' } },
    });
  });

  it('says why it cannot read one', () => {
    expect(readFact(declared(deposited), depositFact(1, { amount: 'x' }))).toMatchObject({
      status: 'invalid',
      reason: expect.stringContaining('amount: '),
    });
    expect(readFact(declared(deposited), depositFact(1, { amount: 1 }, { version: 2 }))).toEqual({
      status: 'invalid',
      reason: 'version 2 is newer than 1',
    });
    expect(readFact(declared({ ...third, upcasts: {} }), depositFact(1))).toEqual({
      status: 'invalid',
      reason: 'no upcast from version 1',
    });
  });

  it('counts an upcast that fails as a fact that does not fit, not as a fault', () => {
    expect(
      readFact(
        declared({ ...third, upcasts: { ...third.upcasts, 1: (data: { inner: { amount: number } }) => data.inner.amount } }),
        depositFact(1),
      ),
    ).toMatchObject({ status: 'invalid' });
  });
});
