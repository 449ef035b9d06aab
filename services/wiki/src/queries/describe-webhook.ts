import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeWebhook } from '@wikibot/contracts/requests/webhooks';
import { shownWebhook } from '../domain/webhooks/webhook.ts';
import type { Ports } from '../ports.ts';
import { askedWebhook } from './asked-webhook.ts';

const slice: AnswerSlice<typeof describeWebhook, Ports> = async ({ webhookId }, context, ports) => {
  const asked = await askedWebhook(webhookId, context, ports);
  if (!asked.ok) return asked;
  return { ok: true, answer: { webhook: shownWebhook(asked.read.webhook, ports.clock.now()) }, token: {} };
};

export default slice;
