/** Carries one message to one endpoint, once, and tells how it went. */
import type { DeliveryAttempt } from '@wikibot/contracts/requests/webhooks';
import { present } from '@wikibot/contracts/define/present';
import type { Internet, NoAnswer, OutgoingAnswer } from '@wikibot/platform/kernel/internet';
import type { Clock } from '@wikibot/platform/kernel/ports';
import type { Message } from '../../domain/webhooks/delivery.ts';
import { messageBody } from '../../domain/webhooks/delivery.ts';
import { signedHeaders } from '../../domain/webhooks/signature.ts';
import type { Webhook } from '../../domain/webhooks/webhook.ts';
import { secretsAt } from '../../domain/webhooks/webhook.ts';
import type { Seals } from '../../ports/webhooks.ts';

export interface CourierParts {
  readonly internet: Internet;
  readonly seals: Seals;
  readonly clock: Clock;
}

/** How it went, with what an endpoint has to say about the next time. */
export interface Carried extends Pick<DeliveryAttempt, 'ok' | 'status' | 'milliseconds' | 'error'> {
  readonly isGone: boolean;
  /** Milliseconds it asks to be left alone. */
  readonly patience: number;
}

export type Courier = (webhook: Webhook, id: string, message: Message) => Promise<Carried>;

const WITHIN_MS = 10_000;
const GONE = 410;

export const courier =
  ({ internet, seals, clock }: CourierParts): Courier =>
  async (webhook, id, message) => {
    const started = clock.now();
    const body = messageBody(message);
    const secrets = await Promise.all(secretsAt(webhook, started).map(({ sealed }) => seals.open(sealed, webhook.id)));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'wikibot-webhooks',
      ...signedHeaders(secrets, { id, timestamp: Math.floor(started / 1000), body }),
    };
    const answer = await internet.fetch({ method: 'POST', url: webhook.url, headers, body: Buffer.from(body), within: WITHIN_MS });
    return { ...outcomeOf(answer), milliseconds: clock.now() - started };
  };

/** Nothing of the answer is read but its head: whatever else an endpoint sends, nobody waits for it. */
const outcomeOf = (answer: OutgoingAnswer | NoAnswer): Omit<Carried, 'milliseconds'> => {
  if (!answer.ok) return { ok: false, error: answer.detail, isGone: false, patience: 0 };
  answer.close();
  const { status, headers } = answer;
  const ok = status >= 200 && status < 300;
  return present({
    ok,
    status,
    error: ok ? undefined : problemOf(status),
    isGone: status === GONE,
    patience: Number(/^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0] ?? 0) * 1000,
  });
};

const problemOf = (status: number): string =>
  status >= 300 && status < 400 ? `The endpoint answered ${status}; redirects are not followed.` : `The endpoint answered ${status}.`;
