/** A webhook as it stands, and what may become of it. */
import type { AccountId, WebhookId, WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Intent } from '@wikibot/contracts/facts/wiki';
import type { PauseReason, ShownWebhook } from '@wikibot/contracts/requests/webhooks';

export interface WebhookKey {
  readonly wikiId: WikiId;
  readonly id: WebhookId;
}

/** A secret that only whoever signs can open; the newest has no end. */
export interface SealedSecret {
  readonly sealed: string;
  /** Epoch milliseconds. */
  readonly until?: number;
}

export interface Failing {
  /** Epoch milliseconds. */
  readonly since: number;
  readonly tries: number;
  readonly problem: string;
}

/** What it is told of; empty texts and lists choose nothing out. */
export interface Choice {
  readonly url: string;
  readonly description: string;
  readonly prefix: string;
  readonly by: string;
  readonly events: readonly Intent[];
}

export interface Webhook extends WebhookKey, Choice {
  readonly secrets: readonly SealedSecret[];
  readonly creator: AccountId;
  readonly created: number;
  /** When somebody last let it go on: what is told of earlier times does not count any more. */
  readonly resumed: number;
  readonly delivered: number;
  /** Single changes to be delivered again, before any other. */
  readonly again: readonly number[];
  readonly failing?: Failing;
  readonly paused?: { readonly reason: PauseReason; readonly since: number; readonly detail: string };
  /** Not before then is anything delivered. */
  readonly next?: number;
  /** Who delivers just now; others leave it alone until then. */
  readonly held?: { readonly by: string; readonly until: number };
  /** When somebody has to look after it, whatever happens. */
  readonly due?: number;
  readonly attempts: number;
}

/** Long enough for one attempt and its record; whoever dies with it in hand is followed by another after that time. */
export const HELD_MS = 15_000;
const MOST_AGAIN = 20;
export const ROTATION_MS = 24 * 60 * 60 * 1000;

/** Undefined when somebody else delivers, or there is a reason to wait. */
export const held = (webhook: Webhook, by: string, now: number): Webhook | undefined => {
  const { held: holder, next = 0, paused } = webhook;
  if (paused || next > now || (holder && holder.until > now)) return undefined;
  return holding({ ...webhook, held: { by, until: now } }, now);
};

export const isHeldBy = ({ held: holder }: Webhook, by: string): boolean => holder?.by === by;

/** Whoever holds it goes on holding it. */
export const holding = (webhook: Webhook, now: number): Webhook =>
  webhook.held ? { ...webhook, held: { ...webhook.held, until: now + HELD_MS }, due: now + HELD_MS } : webhook;

/** Nobody delivers any more; `next` says when somebody has to go on. */
export const released = ({ held: _held, due: _due, ...webhook }: Webhook): Webhook =>
  present({ ...webhook, due: webhook.paused ? undefined : webhook.next });

/** Everything up to a sequence is delivered, or was not asked for. */
export const handled = ({ failing: _failing, next: _next, ...webhook }: Webhook, through: number, now: number): Webhook =>
  holding({ ...webhook, delivered: Math.max(webhook.delivered, through) }, now);

export const failed = (webhook: Webhook, failing: Failing, next: number): Webhook => ({ ...webhook, failing, next });

export const paused = (
  { failing, next: _next, due: _due, again: _again, ...webhook }: Webhook,
  reason: PauseReason,
  at: PauseText,
): Webhook => ({
  ...webhook,
  again: [],
  paused: { reason, since: at.now, detail: at.detail },
  ...present({ failing: reason === 'owner' ? undefined : failing }),
});
interface PauseText {
  readonly now: number;
  readonly detail: string;
}

/** Whoever lets it go on answers for it from then on. */
export const resumed = (
  { paused: _paused, failing: _failing, next: _next, ...webhook }: Webhook,
  creator: AccountId,
  now: number,
): Webhook => ({
  ...webhook,
  creator,
  resumed: now,
  due: now,
});

/** All from a sequence on are delivered next, or one more of those that were. */
export const replayed = ({ failing, next, ...webhook }: Webhook, { from, sequence }: Replay, now: number): Webhook =>
  sequence === undefined
    ? { ...webhook, delivered: (from ?? 1) - 1, due: now }
    : { ...webhook, ...present({ failing, next }), again: [...webhook.again, sequence].slice(-MOST_AGAIN), due: next ?? now };
export interface Replay {
  readonly from?: number | undefined;
  readonly sequence?: number | undefined;
}

/** The secret before holds for a day more, and none before that. */
export const rotated = (webhook: Webhook, sealed: string, now: number): Webhook => ({
  ...webhook,
  secrets: [{ sealed }, ...webhook.secrets.slice(0, 1).map((before) => ({ ...before, until: now + ROTATION_MS }))],
});

/** Those to sign with. */
export const secretsAt = ({ secrets }: Webhook, now: number): readonly SealedSecret[] =>
  secrets.filter(({ until }) => until === undefined || until > now);

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** As its owner sees it. */
export const shownWebhook = (webhook: Webhook, now: number): ShownWebhook => {
  const { id, url, description, prefix, by, events, delivered, creator } = webhook;
  const rotating = secretsAt(webhook, now).find(({ until }) => until !== undefined)?.until;
  return present({
    id,
    url,
    description,
    prefix,
    by,
    events: [...events],
    active: !webhook.paused,
    paused: webhook.paused && { ...webhook.paused, since: instant(webhook.paused.since) },
    delivered,
    failing: shownFailing(webhook),
    rotating: rotating === undefined ? undefined : instant(rotating),
    creator,
    created: instant(webhook.created),
  });
};

const shownFailing = ({ failing, next }: Webhook): ShownWebhook['failing'] =>
  failing && { ...failing, since: instant(failing.since), next: instant(next ?? failing.since) };
