/** Webhooks: where they are kept, and who delivers to them. */
import type { WebhookId, WikiId } from '@wikibot/contracts/define/ids';
import type { DeliveryAttempt } from '@wikibot/contracts/requests/webhooks';
import type { Operation } from '@wikibot/platform/kernel/table';
import type { Next } from '../domain/webhooks/delivery.ts';
import type { Webhook, WebhookKey } from '../domain/webhooks/webhook.ts';

/** A webhook as it was read: it is written only where nobody has written meanwhile. */
export interface ReadWebhook {
  readonly webhook: Webhook;
  readonly version: number;
}

export interface Webhooks {
  find(wikiId: WikiId, id: WebhookId): Promise<ReadWebhook | undefined>;
  list(wikiId: WikiId): Promise<readonly Webhook[]>;
  /** Refuses the write when the wiki has as many as it may. */
  adding(webhook: Webhook): readonly Operation[];
  replacing(read: ReadWebhook, webhook: Webhook): readonly Operation[];
  removing(read: ReadWebhook): readonly Operation[];
  /** Lets go of what is remembered of the attempts of one that is gone. */
  forgetAttempts(id: WebhookId): Promise<void>;
  /** Removes everything there is of a wiki's webhooks; may be asked again. */
  forgetAll(wikiId: WikiId): Promise<void>;
  /** Decides again when somebody was faster; undefined when it is gone, or the decision was to leave it. */
  change(key: WebhookKey, decide: (webhook: Webhook) => Changed | undefined): Promise<Webhook | undefined>;
  /** Those that have to be looked after by now, longest first. */
  due(now: number, limit: number): Promise<readonly WebhookKey[]>;
  /** Newest first. */
  attempts(id: WebhookId, limit: number): Promise<readonly DeliveryAttempt[]>;
}

/** What becomes of a webhook, and what is written with it. */
export interface Changed {
  readonly webhook: Webhook;
  readonly attempt?: DeliveryAttempt;
  readonly with?: readonly Operation[];
}

/** Looks for what a webhook is to be told next. */
export type NextFor = (webhook: Webhook) => Promise<Next>;

/** Under the same name it is the same test, so a receiver can drop a repeat. */
export interface Test {
  readonly name: string;
  readonly content: object;
}

export interface Deliveries {
  /** Delivers in order what is due to one webhook until nothing is, or it fails, or somebody else does it already. */
  run(key: WebhookKey, next: NextFor): Promise<void>;
  /** Tries once, whatever the state; undefined when there is no such webhook. */
  test(key: WebhookKey, test: Test): Promise<DeliveryAttempt | undefined>;
}

/** Closes a secret so that only outside it can be opened again. @param label what the secret is for; it opens under the same only */
export type Seal = (key: string, secret: string, label: string) => string;

export interface Seals {
  /** PEM. */
  publicKey(): Promise<string>;
  open(sealed: string, label: string): Promise<string>;
}
