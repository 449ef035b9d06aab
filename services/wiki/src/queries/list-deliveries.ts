import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { listDeliveries } from '@wikibot/contracts/requests/webhooks';
import type { Ports } from '../ports.ts';
import { askedWebhook } from './asked-webhook.ts';

const slice: AnswerSlice<typeof listDeliveries, Ports> = async ({ webhookId, limit }, context, ports) => {
  const asked = await askedWebhook(webhookId, context, ports);
  if (!asked.ok) return asked;
  return { ok: true, answer: { deliveries: [...(await ports.webhooks.attempts(webhookId, limit))] }, token: {} };
};

export default slice;
