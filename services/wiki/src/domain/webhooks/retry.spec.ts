import { describe, expect, it } from '@jest/globals';
import { AccountId, WebhookId, WikiId } from '@wikibot/contracts/define/ids';
import { afterFailure, GIVEN_UP_MS, pauseBefore } from './retry.ts';
import type { Webhook } from './webhook.ts';
import { handled, held, HELD_MS, paused, released, replayed, resumed, rotated, ROTATION_MS, secretsAt } from './webhook.ts';

const HOUR = 3_600_000;
const ada = AccountId.parse(`acc_${'a'.repeat(32)}`);
const webhook: Webhook = {
  id: WebhookId.parse(`whk_${'1'.repeat(32)}`),
  wikiId: WikiId.parse(`wik_${'1'.repeat(32)}`),
  url: 'https://hooks.example/',
  description: '',
  prefix: '',
  by: '',
  events: [],
  secrets: [{ sealed: 'first' }],
  creator: ada,
  created: 0,
  resumed: 0,
  delivered: 4,
  again: [],
  attempts: 0,
};
const failure = { problem: 'The endpoint answered 500.', now: 1_000, random: 0.5, isGone: false, patience: 0 };

describe('after a failure', () => {
  it('the pause grows threefold up to six hours, a fifth more or less', () => {
    expect([1, 2, 3, 4, 9, 20].map((tries) => pauseBefore(tries, 0.5))).toEqual([5_000, 15_000, 45_000, 135_000, 6 * HOUR, 6 * HOUR]);
    expect([pauseBefore(1, 0), pauseBefore(1, 1)]).toEqual([4_000, 6_000]);
  });

  it('the same change is tried again, for three days at most', () => {
    let state = webhook;
    let now = 0;
    let tries = 0;
    while (!state.paused) {
      state = afterFailure(state, { ...failure, now });
      tries += 1;
      now = state.next ?? now;
    }
    expect(state).toMatchObject({ delivered: 4, paused: { reason: 'failing', detail: 'Three days in vain: The endpoint answered 500.' } });
    expect(now).toBeGreaterThanOrEqual(GIVEN_UP_MS);
    expect(now).toBeLessThan(GIVEN_UP_MS + 8 * HOUR);
    expect(tries).toBeGreaterThan(10);
  });

  it('an endpoint may ask for an hour, and for no more', () => {
    expect(afterFailure(webhook, { ...failure, patience: 60_000 }).next).toBe(61_000);
    expect(afterFailure(webhook, { ...failure, patience: 24 * HOUR }).next).toBe(1_000 + HOUR);
  });

  it('an endpoint that is gone for good is left alone at once', () => {
    expect(afterFailure(webhook, { ...failure, isGone: true })).toMatchObject({ paused: { reason: 'gone' }, failing: { tries: 1 } });
  });
});

describe('a webhook', () => {
  it('is in one hand at a time, and free again when that hand has died', () => {
    const taken = held(webhook, 'one', 100);
    expect(taken).toMatchObject({ held: { by: 'one', until: 100 + HELD_MS }, due: 100 + HELD_MS });
    expect(taken && held(taken, 'other', 200)).toBeUndefined();
    expect(taken && held(taken, 'other', 100 + HELD_MS)).toMatchObject({ held: { by: 'other' } });
  });

  it('is not taken while it is paused or waits', () => {
    expect(held(paused(webhook, 'owner', { now: 1, detail: '' }), 'one', 2)).toBeUndefined();
    expect(held({ ...webhook, next: 5 }, 'one', 4)).toBeUndefined();
    expect(held({ ...webhook, next: 5 }, 'one', 5)).toBeDefined();
  });

  it('is looked after when it has to go on, and not otherwise', () => {
    const failing = afterFailure({ ...webhook, held: { by: 'one', until: 9 }, due: 9 }, failure);
    expect(released(failing)).toMatchObject({ due: 6_000 });
    expect(released(handled(failing, 5, 10))).not.toHaveProperty('due');
    expect(released(paused(failing, 'owner', { now: 1, detail: '' }))).not.toHaveProperty('due');
  });

  it('goes on where it stopped, at once, for whoever lets it go on', () => {
    const resting = paused(afterFailure(webhook, failure), 'failing', { now: 1, detail: 'x' });
    expect(resumed(resting, ada, 50)).toEqual({ ...webhook, resumed: 50, due: 50 });
  });

  it('begins again from a sequence, whatever it waited for', () => {
    expect(replayed(afterFailure(webhook, failure), { from: 2 }, 50)).toEqual({ ...webhook, delivered: 1, due: 50 });
    expect(replayed(webhook, { sequence: 3 }, 50)).toMatchObject({ delivered: 4, again: [3] });
  });

  it('never goes back by delivering', () => {
    expect(handled(webhook, 2, 10).delivered).toBe(4);
  });

  it('signs with the secret before for a day', () => {
    const fresh = rotated(webhook, 'second', 0);
    const fresher = rotated(fresh, 'third', 10);
    expect(secretsAt(fresh, ROTATION_MS - 1).map(({ sealed }) => sealed)).toEqual(['second', 'first']);
    expect(secretsAt(fresh, ROTATION_MS).map(({ sealed }) => sealed)).toEqual(['second']);
    expect(secretsAt(fresher, 20).map(({ sealed }) => sealed)).toEqual(['third', 'second']);
  });
});
