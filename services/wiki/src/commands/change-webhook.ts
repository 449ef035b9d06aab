import type { DataOf } from '@wikibot/contracts/define/request';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { changeWebhook } from '@wikibot/contracts/requests/webhooks';
import type { Webhook } from '../domain/webhooks/webhook.ts';
import { paused, resumed } from '../domain/webhooks/webhook.ts';
import type { Ports } from '../ports.ts';
import { keptWebhook } from './kept-webhook.ts';
import { preparedWebhook } from './prepared-webhook.ts';

const slice: AnswerSlice<typeof changeWebhook, Ports> = async ({ webhookId: id, active, ...choice }, context, ports) => {
  const { url } = choice;
  const prepared = url === undefined ? undefined : await preparedWebhook(url, context, ports);
  if (prepared && !prepared.ok) return prepared;
  return keptWebhook(
    {
      id,
      decide: (webhook, { accountId }) => {
        const chosen = withChoice(webhook, choice);
        const now = ports.clock.now();
        if (active === undefined) return chosen;
        return active ? resumed(chosen, accountId, now) : paused(chosen, 'owner', { now, detail: 'Paused by hand.' });
      },
    },
    context,
    ports,
  );
};

const withChoice = (webhook: Webhook, choice: Omit<DataOf<typeof changeWebhook>, 'webhookId' | 'active'>): Webhook => ({
  ...webhook,
  ...present(choice),
});

export default slice;
