import { describe, expect, it } from '@jest/globals';
import { WikiId } from '@wikibot/contracts/define/ids';
import fc from 'fast-check';
import * as z from 'zod';
import { randomIds, uuidOfText } from './ids.ts';
import { movableClock } from './test-clock.ts';

describe('random ids', () => {
  it('are UUIDs of version 7 that say when they were made', () => {
    const clock = movableClock(Date.UTC(2026, 5, 1));
    const id = randomIds(clock.now).uuid();
    expect(z.uuidv7().safeParse(id).success).toBe(true);
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(clock.now());
  });

  it('stand in the order of time', () => {
    const clock = movableClock();
    const ids = randomIds(clock.now);
    const made = Array.from({ length: 50 }, () => (clock.forward(1), ids.uuid()));
    expect([...made].sort()).toEqual(made);
  });

  it('stand in the order in which they were made, however many in one millisecond, and when the clock goes back', () => {
    const clock = movableClock();
    const ids = randomIds(clock.now);
    const made = Array.from({ length: 10_000 }, ids.uuid);
    clock.forward(-5_000);
    made.push(ids.uuid());
    expect([...new Set(made)].sort()).toEqual(made);
    expect(made.every((id) => z.uuidv7().safeParse(id).success)).toBe(true);
  });

  it('of entities say what they are', () => {
    expect(WikiId.safeParse(randomIds(Date.now).entity('wik')).success).toBe(true);
  });

  it('of secrets have as many random bytes as were asked for', () => {
    const secret = randomIds(Date.now).secret(32);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(secret).toMatch(/^[\w-]+$/);
  });
});

describe('the id of a text', () => {
  it('is the same for the same text, another for another, and a UUID of version 8', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(uuidOfText(one)).toBe(uuidOfText(one));
        expect(uuidOfText(one) === uuidOfText(other)).toBe(one === other);
        expect(uuidOfText(one)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });
});
