import type { Context } from '@wikibot/contracts/define/context';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { TimerSlice } from '@wikibot/contracts/define/service';
import { webhookDue } from '@wikibot/contracts/facts/webhooks';
import type { Ports } from '../ports.ts';

const AT_ONCE = 100;
/** When nobody has come by then, the bell is rung again. */
const AGAIN_MS = 60_000;

/** Delivering is done outside, one message for each webhook: whoever waits for a slow endpoint there keeps nobody here waiting. */
const slice: TimerSlice<Ports> = async ({ webhooks, publish, clock, ids }) => {
  const now = clock.now();
  for (const key of await webhooks.due(now, AT_ONCE)) {
    await webhooks.change(key, (webhook) => {
      if (webhook.due === undefined || webhook.due > now) return undefined;
      const bell = publish.noticing(webhookDue, { wikiId: key.wikiId, webhookId: key.id }, contextFor(key.wikiId, ids.uuid(), now));
      return { webhook: { ...webhook, due: now + AGAIN_MS }, with: [bell] };
    });
  }
};

const contextFor = (wikiId: WikiId, id: string, now: number): Context => ({
  requestId: id,
  correlationId: id,
  actor: { kind: 'system', name: 'webhooks' },
  tenant: { wikiId },
  deadline: now + AGAIN_MS,
});

export default slice;
