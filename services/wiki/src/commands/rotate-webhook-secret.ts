import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { rotateWebhookSecret } from '@wikibot/contracts/requests/webhooks';
import { rotated } from '../domain/webhooks/webhook.ts';
import type { Ports } from '../ports.ts';
import { askedWebhook } from '../queries/asked-webhook.ts';
import { keptWebhook } from './kept-webhook.ts';
import { newSecret, preparedWebhook } from './prepared-webhook.ts';

/** A repeat under the same key must not answer with a secret that does not hold: what is remembered has none. */
const slice: AnswerSlice<typeof rotateWebhookSecret, Ports> = async ({ webhookId: id }, context, ports) => {
  const asked = await askedWebhook(id, context, ports);
  if (!asked.ok) return asked;
  const prepared = await preparedWebhook(asked.read.webhook.url, context, ports);
  if (!prepared.ok) return prepared;
  const { secret, sealed } = newSecret(ports, prepared.key, id);
  let isOurs = false;
  const outcome = await keptWebhook(
    {
      id,
      decide: (webhook) => {
        isOurs = true;
        return rotated(webhook, sealed, ports.clock.now());
      },
    },
    context,
    ports,
  );
  return outcome.ok ? { ...outcome, answer: { ...outcome.answer, secret: isOurs ? secret : '' } } : outcome;
};

export default slice;
