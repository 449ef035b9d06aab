/** When a delivery that failed is tried again, and when no more. */
import type { Failing, Webhook } from './webhook.ts';
import { failed, paused } from './webhook.ts';

export interface Failure {
  readonly problem: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** 0 to 1, so that many who wait for one endpoint do not come at once. */
  readonly random: number;
  /** The endpoint is no more, says itself (410). */
  readonly isGone: boolean;
  /** Milliseconds that the endpoint asks for. */
  readonly patience: number;
}

const SECOND = 1000;
const HOUR = 60 * 60 * SECOND;
const FIRST_MS = 5 * SECOND;
const LONGEST_MS = 6 * HOUR;
/** What an endpoint may ask for. */
const MOST_PATIENCE_MS = HOUR;
/** So long a change is tried; then the webhook rests until its owner has looked. */
export const GIVEN_UP_MS = 72 * HOUR;

/** Three times as long after each try, up to six hours, a fifth more or less. */
export const pauseBefore = (tries: number, random: number): number =>
  Math.round(Math.min(LONGEST_MS, FIRST_MS * 3 ** (tries - 1)) * (0.8 + 0.4 * random));

export const afterFailure = (webhook: Webhook, failure: Failure): Webhook => {
  const { problem, now, random, isGone, patience } = failure;
  const failing: Failing = { since: webhook.failing?.since ?? now, tries: (webhook.failing?.tries ?? 0) + 1, problem };
  if (isGone) return paused({ ...webhook, failing }, 'gone', { now, detail: 'The endpoint answered 410: it is gone for good.' });
  if (now - failing.since >= GIVEN_UP_MS)
    return paused({ ...webhook, failing }, 'failing', { now, detail: `Three days in vain: ${problem}` });
  const rest = Math.max(pauseBefore(failing.tries, random), Math.min(patience, MOST_PATIENCE_MS));
  return failed(webhook, failing, now + rest);
};
