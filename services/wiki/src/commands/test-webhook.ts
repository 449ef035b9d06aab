import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { testWebhook } from '@wikibot/contracts/requests/webhooks';
import { sendTestDelivery } from '@wikibot/contracts/requests/webhooks';
import type { Ports } from '../ports.ts';
import { askedWebhook } from '../queries/asked-webhook.ts';

/** The internet is outside: it is asked for over the bus, under an id of its own. */
const slice: AnswerSlice<typeof testWebhook, Ports> = async ({ webhookId }, context, ports) => {
  const asked = await askedWebhook(webhookId, context, ports);
  if (!asked.ok) return asked;
  const outcome = await ports.ask(sendTestDelivery, { wikiId: asked.wikiId, webhookId }, { ...context, requestId: ports.ids.uuid() });
  return outcome.ok ? { ok: true, answer: outcome.answer, token: {} } : outcome;
};

export default slice;
