import { streamOf } from '@wikibot/contracts/define/fact';
import { WebhookId } from '@wikibot/contracts/define/ids';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { createWebhook } from '@wikibot/contracts/requests/webhooks';
import { MOST_WEBHOOKS } from '@wikibot/contracts/requests/webhooks';
import { webhookRefusals } from '../domain/webhooks/webhook-refusals.ts';
import type { Webhook } from '../domain/webhooks/webhook.ts';
import { shownWebhook } from '../domain/webhooks/webhook.ts';
import type { Ports } from '../ports.ts';
import { webhookGround } from '../queries/asked-webhook.ts';
import { newSecret, preparedWebhook } from './prepared-webhook.ts';

/**
 * The secret is added after the commit, so that the outcome remembered under an idempotency key lacks it: a repeat learns which webhook
 * there is and gets an empty secret.
 */
const slice: AnswerSlice<typeof createWebhook, Ports> = async (asked, context, ports) => {
  const ground = webhookGround(context);
  if (!ground.ok) return ground;
  const prepared = await preparedWebhook(asked.url, context, ports);
  if (!prepared.ok) return prepared;
  const { wikiId, accountId } = ground;
  const id = WebhookId.parse(ports.ids.entity('whk'));
  const { secret, sealed } = newSecret(ports, prepared.key, id);
  const now = ports.clock.now();
  const outcome = await ports.events.commit(context, streamOf(wikiStream, wikiId), async (delivered) => {
    if ((await ports.webhooks.list(wikiId)).length >= MOST_WEBHOOKS) return webhookRefusals['webhook.too-many']({ limit: MOST_WEBHOOKS });
    const fresh: Webhook = {
      ...asked,
      id,
      wikiId,
      creator: accountId,
      created: now,
      resumed: now,
      ...BLANK,
      delivered,
      secrets: [{ sealed }],
    };
    return { ok: true, facts: [], changes: ports.webhooks.adding(fresh), answer: { webhook: shownWebhook(fresh, now), secret: '' } };
  });
  return outcome.ok && outcome.answer.webhook.id === id ? { ...outcome, answer: { ...outcome.answer, secret } } : outcome;
};

const BLANK = { again: [], attempts: 0 } as const;

export default slice;
