import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { deleteWebhook } from '@wikibot/contracts/requests/webhooks';
import type { Ports } from '../ports.ts';
import { askedWebhook } from '../queries/asked-webhook.ts';

const slice: AnswerSlice<typeof deleteWebhook, Ports> = async ({ webhookId }, context, ports) => {
  const found = await askedWebhook(webhookId, context, ports);
  if (!found.ok) return found;
  const outcome = await ports.events.commit(context, streamOf(wikiStream, found.wikiId), async () => {
    const asked = await askedWebhook(webhookId, context, ports);
    return asked.ok ? { ok: true, facts: [], changes: ports.webhooks.removing(asked.read), answer: {} } : asked;
  });
  // Whoever dies here leaves them to their 30 days.
  if (outcome.ok) await ports.webhooks.forgetAttempts(webhookId);
  return outcome;
};

export default slice;
