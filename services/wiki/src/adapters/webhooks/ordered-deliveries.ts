/**
 * Delivers to one webhook at a time and in order. Whoever delivers holds the webhook for a while; a program that dies with it in hand
 * leaves a row that says when another has to go on. What was delivered and not recorded is delivered again, under the same id.
 */
import type { DeliveryAttempt } from '@wikibot/contracts/requests/webhooks';
import { present } from '@wikibot/contracts/define/present';
import type { Clock, Ids, Log } from '@wikibot/platform/kernel/ports';
import type { Message } from '../../domain/webhooks/delivery.ts';
import { messageId } from '../../domain/webhooks/delivery.ts';
import { afterFailure } from '../../domain/webhooks/retry.ts';
import type { Webhook, WebhookKey } from '../../domain/webhooks/webhook.ts';
import { handled, held, holding, isHeldBy, paused, released } from '../../domain/webhooks/webhook.ts';
import type { Changed, Deliveries, NextFor, Webhooks } from '../../ports/webhooks.ts';
import type { Carried, Courier } from './courier.ts';

export interface DeliveriesParts {
  readonly webhooks: Webhooks;
  readonly send: Courier;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** Then somebody else goes on: a turn has to end in the time of a function and of a program that stops. */
const TURN_MS = 20_000;

interface Turn {
  readonly key: WebhookKey;
  readonly next: NextFor;
  /** Who holds the webhook. */
  readonly by: string;
  readonly until: number;
}

/** `on`: there may be more; `rest`: nothing more now; `lost`: it is not in our hands any more. */
type Step = 'on' | 'rest' | 'lost';

export const orderedDeliveries = (parts: DeliveriesParts): Deliveries => {
  const { webhooks, clock, ids, send } = parts;
  const step = stepper(parts);

  const turn = async (current: Turn): Promise<Step> => {
    let state: Step = 'on';
    while (state === 'on' && clock.now() < current.until) state = await step(current);
    return state;
  };

  return {
    run: async (key, next) => {
      const by = ids.uuid();
      for (;;) {
        const taken = await webhooks.change(key, (webhook) => changed(held(webhook, by, clock.now())));
        if (!taken) return;
        const state = await turn({ key, next, by, until: clock.now() + TURN_MS });
        if (state === 'lost') return;
        const left = await webhooks.change(key, (webhook) => changed(endOfTurn(webhook, { by, state, now: clock.now() })));
        // What was committed while it was in hand found it held: one more look, now that it is free.
        if (!left || left.paused || left.next !== undefined || !(await hasMore(left, next))) return;
      }
    },
    test: async (key, { name, content }) => {
      const found = await webhooks.find(key.wikiId, key.id);
      if (!found) return undefined;
      const time = new Date(clock.now()).toISOString();
      const message: Message = { kind: 'test', sequence: null, time, type: 'wiki.test', content };
      const id = messageId(key, message, name);
      const carried = await send(found.webhook, id, message);
      let attempt: DeliveryAttempt | undefined;
      await webhooks.change(key, (webhook) => {
        attempt = attemptOf(webhook, { id, message, carried, tries: 1, time });
        return { webhook: { ...webhook, attempts: attempt.number }, attempt };
      });
      return attempt;
    },
  };
};

const changed = (webhook: Webhook | undefined): Changed | undefined => webhook && { webhook };

const endOfTurn = (webhook: Webhook, { by, state, now }: { readonly by: string; readonly state: Step; readonly now: number }) => {
  if (!isHeldBy(webhook, by)) return undefined;
  return released(state === 'on' ? { ...webhook, next: now } : webhook);
};

const hasMore = async (webhook: Webhook, next: NextFor): Promise<boolean> => {
  const found = await next(webhook);
  return found.kind !== 'none' || found.through > webhook.delivered;
};

/** Looks for what comes next and deals with it. */
const stepper = (parts: DeliveriesParts) => {
  const { webhooks, clock } = parts;
  const deliver = deliverer(parts);
  return async ({ key, next, by }: Turn): Promise<Step> => {
    const webhook = (await webhooks.find(key.wikiId, key.id))?.webhook;
    if (!webhook || !isHeldBy(webhook, by)) return 'lost';
    if (webhook.paused) return 'rest';
    const found = await next(webhook);
    if (found.kind === 'message') return deliver({ webhook, by, message: found.message });
    const kept = await webhooks.change(key, (now) => {
      if (!isHeldBy(now, by)) return undefined;
      if (found.kind === 'ended') return { webhook: paused(now, 'wiki', { now: clock.now(), detail: found.detail }) };
      // Told to begin anew meanwhile: what was found does not count.
      return now.delivered === webhook.delivered ? { webhook: handled(now, found.through, clock.now()) } : { webhook: now };
    });
    return kept ? 'rest' : 'lost';
  };
};

interface Delivery {
  readonly webhook: Webhook;
  readonly by: string;
  readonly message: Message;
}

const deliverer =
  ({ webhooks, send, clock, log }: DeliveriesParts) =>
  async ({ webhook, by, message }: Delivery): Promise<Step> => {
    const id = messageId(webhook, message, '');
    const time = new Date(clock.now()).toISOString();
    const carried = await send(webhook, id, message);
    const kept = await webhooks.change(webhook, (now) => {
      const attempt = attemptOf(now, { id, message, carried, tries: triesOf(now, message), time });
      const counted = { ...now, attempts: attempt.number };
      return {
        webhook: isHeldBy(now, by) ? recorded(counted, { message, carried, at: webhook.delivered, now: clock.now() }) : counted,
        attempt,
      };
    });
    if (!carried.ok)
      log('info', 'a delivery to a webhook failed', { webhook: webhook.id, sequence: message.sequence, error: carried.error });
    if (!kept || !isHeldBy(kept, by)) return 'lost';
    return kept.paused || kept.next !== undefined ? 'rest' : 'on';
  };

const triesOf = ({ failing }: Webhook, { kind }: Message): number => (kind === 'change' ? (failing?.tries ?? 0) : 0) + 1;

interface Recorded {
  readonly message: Message;
  readonly carried: Carried;
  /** Where the webhook was when the message was chosen. */
  readonly at: number;
  readonly now: number;
}

/** One that is delivered once more is tried once; the others come one after the other. */
const recorded = (webhook: Webhook, { message, carried, at, now }: Recorded): Webhook => {
  const { sequence, kind } = message;
  if (kind === 'replay') return holding({ ...webhook, again: without(webhook.again, sequence) }, now);
  if (webhook.delivered !== at) return webhook;
  if (carried.ok) return handled(webhook, sequence ?? 0, now);
  const { isGone, patience, error = '' } = carried;
  return afterFailure(webhook, { problem: error, now, random: jitterOf(webhook), isGone, patience });
};

const without = (list: readonly number[], one: number | null): readonly number[] => {
  const place = list.findIndex((each) => each === one);
  return list.filter((_, index) => index !== place);
};

/** From 0 to 1, different for each webhook and try; nobody has to guess it. */
const jitterOf = ({ id, attempts }: Webhook): number => ((Number.parseInt(id.slice(-6), 16) + attempts * 7_919) % 1000) / 1000;

interface Attempted {
  readonly id: string;
  readonly message: Message;
  readonly carried: Carried;
  readonly tries: number;
  readonly time: string;
}

const attemptOf = ({ attempts }: Webhook, { id, message, carried, tries, time }: Attempted): DeliveryAttempt =>
  present({
    number: attempts + 1,
    id,
    kind: message.kind,
    sequence: message.sequence,
    time,
    ok: carried.ok,
    status: carried.status,
    milliseconds: carried.milliseconds,
    tries,
    error: carried.error,
  });
