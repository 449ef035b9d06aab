import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import type { replayWebhook } from '@wikibot/contracts/requests/webhooks';
import { webhookRefusals } from '../domain/webhooks/webhook-refusals.ts';
import { replayed } from '../domain/webhooks/webhook.ts';
import type { Ports } from '../ports.ts';
import { keptWebhook } from './kept-webhook.ts';

const slice: AnswerSlice<typeof replayWebhook, Ports> = async ({ webhookId: id, from, sequence }, context, ports) =>
  keptWebhook(
    {
      id,
      decide: async (webhook, { wikiId, head }) => {
        if (webhook.paused) return webhookRefusals['webhook.paused']({ reason: webhook.paused.reason });
        if (from !== undefined && from > head + 1) return webhookRefusals['webhook.no-change']({ sequence: from, head });
        if (sequence !== undefined && !(await isChange(ports, streamOf(wikiStream, wikiId), sequence)))
          return webhookRefusals['webhook.no-change']({ sequence, head });
        return replayed(webhook, { from, sequence }, ports.clock.now());
      },
    },
    context,
    ports,
  );

const isChange = async ({ events }: Ports, stream: string, sequence: number): Promise<boolean> =>
  (await events.read(stream, sequence - 1, 1))[0]?.name === headMoved.name;

export default slice;
