import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { listWebhooks } from '@wikibot/contracts/requests/webhooks';
import { shownWebhook } from '../domain/webhooks/webhook.ts';
import type { Ports } from '../ports.ts';
import { webhookGround } from './asked-webhook.ts';

const slice: AnswerSlice<typeof listWebhooks, Ports> = async (_data, context, { webhooks, clock }) => {
  const ground = webhookGround(context);
  if (!ground.ok) return ground;
  const found = await webhooks.list(ground.wikiId);
  return { ok: true, answer: { webhooks: found.map((one) => shownWebhook(one, clock.now())) }, token: {} };
};

export default slice;
