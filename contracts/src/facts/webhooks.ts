import * as z from 'zod';
import { defineNotice } from '../define/fact.ts';
import { WebhookId, WikiId } from '../define/ids.ts';

export const webhookDue = defineNotice('wiki.WebhookDue', {
  meaning: 'A webhook may have something to deliver now.',
  data: z.object({ wikiId: WikiId, webhookId: WebhookId }),
});
