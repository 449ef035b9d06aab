/** Changes one webhook of a wiki as its owner asks, in one transaction with the remembered outcome. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { WebhookId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { webhookDue } from '@wikibot/contracts/facts/webhooks';
import type { ShownWebhook } from '@wikibot/contracts/requests/webhooks';
import type { Webhook } from '../domain/webhooks/webhook.ts';
import { shownWebhook } from '../domain/webhooks/webhook.ts';
import type { Ports } from '../ports.ts';
import type { WebhookGround } from '../queries/asked-webhook.ts';
import { askedWebhook } from '../queries/asked-webhook.ts';

/** On the webhook as it stands; called again when it was changed meanwhile. */
export type Decision = (
  webhook: Webhook,
  ground: WebhookGround & { readonly head: number },
) => Promise<Webhook | Refused> | Webhook | Refused;

export const keptWebhook = async (
  { id, decide }: { readonly id: WebhookId; readonly decide: Decision },
  context: Context,
  ports: Ports,
): Promise<Outcome<{ webhook: ShownWebhook }>> => {
  const found = await askedWebhook(id, context, ports);
  if (!found.ok) return found;
  return ports.events.commit(context, streamOf(wikiStream, found.wikiId), async (head) => {
    const asked = await askedWebhook(id, context, ports);
    if (!asked.ok) return asked;
    const decided = await decide(asked.read.webhook, { ...asked, head });
    if ('refusal' in decided) return decided;
    const wakes = decided.due === undefined ? [] : [ports.publish.noticing(webhookDue, { wikiId: asked.wikiId, webhookId: id }, context)];
    return {
      ok: true,
      facts: [],
      changes: [...ports.webhooks.replacing(asked.read, decided), ...wakes],
      answer: { webhook: shownWebhook(decided, ports.clock.now()) },
    };
  });
};
