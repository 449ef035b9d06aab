import type { ReactionSlice } from '@wikibot/contracts/define/service';
import type { roleGranted, roleWithdrawn } from '@wikibot/contracts/facts/auth';
import { paused } from '../domain/webhooks/webhook.ts';
import type { Ports } from '../ports.ts';

/** Whoever is not an owner any more is told nothing more. What somebody let go on later stands: the fact may come late. */
const slice: ReactionSlice<typeof roleGranted | typeof roleWithdrawn, Ports> = async ({ data, time }, _context, { webhooks, clock }) => {
  if ('role' in data && data.role === 'owner') return;
  const { wikiId, accountId } = data;
  const lost = Date.parse(time);
  for (const key of await webhooks.list(wikiId)) {
    await webhooks.change(key, (webhook) => {
      if (webhook.creator !== accountId || webhook.resumed > lost || webhook.paused) return undefined;
      return { webhook: paused(webhook, 'right-lost', { now: clock.now(), detail: 'Who answered for it is no owner any more.' }) };
    });
  }
};

export default slice;
