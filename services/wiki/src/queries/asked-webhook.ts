/** What requests about webhooks begin with: the wiki, its owner, and the webhook as it stands. */
import { accountOf } from '@wikibot/contracts/define/actor';
import type { Context } from '@wikibot/contracts/define/context';
import type { AccountId, WebhookId, WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { webhookRefusals } from '../domain/webhooks/webhook-refusals.ts';
import type { Ports } from '../ports.ts';
import type { ReadWebhook } from '../ports/webhooks.ts';
import { refusals } from '../refusals.ts';
import { readerOf } from './reader.ts';

export interface WebhookGround {
  readonly ok: true;
  readonly wikiId: WikiId;
  readonly accountId: AccountId;
}

/** Deliveries name every path, so whoever answers for them has to be one who may see every path. */
export const webhookGround = (context: Context): WebhookGround | Refused => {
  const reader = readerOf(context);
  const accountId = accountOf(context.actor);
  if (!reader || !accountId) return refusals['wiki.not-found']({});
  if (!reader.seesAll) return webhookRefusals['webhook.closed-paths']({});
  return { ok: true, wikiId: reader.wikiId, accountId };
};

export const askedWebhook = async (
  id: WebhookId,
  context: Context,
  { webhooks }: Pick<Ports, 'webhooks'>,
): Promise<(WebhookGround & { readonly read: ReadWebhook }) | Refused> => {
  const ground = webhookGround(context);
  if (!ground.ok) return ground;
  const read = await webhooks.find(ground.wikiId, id);
  return read ? { ...ground, read } : webhookRefusals['webhook.not-found']({ id });
};
