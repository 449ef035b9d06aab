import type { ReactionSlice } from '@wikibot/contracts/define/service';
import type { headMoved } from '@wikibot/contracts/facts/wiki';
import type { webhookDue } from '@wikibot/contracts/facts/webhooks';
import type { WebhookKey } from '../domain/webhooks/webhook.ts';
import type { OutsidePorts } from '../ports/outside.ts';
import { nextChange } from '../queries/webhook-changes.ts';

/**
 * A fact only wakes: what is delivered is read from the stream, from where each webhook has got to. So facts that come twice, late or in
 * another order deliver nothing twice and nothing out of order, and a slow endpoint holds up no other.
 */
const slice: ReactionSlice<typeof headMoved | typeof webhookDue, OutsidePorts> = async ({ data }, _context, ports) => {
  const { wikiId } = data;
  const woken: readonly WebhookKey[] = 'webhookId' in data ? [{ wikiId, id: data.webhookId }] : await ports.webhooks.list(wikiId);
  await Promise.all(woken.map((key) => ports.deliveries.run(key, nextChange(ports))));
};

export default slice;
