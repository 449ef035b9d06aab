/** Webhooks: programs elsewhere that are told of each change of a wiki. */
import * as z from 'zod';
import { AccountId, Instant, WebhookId, WikiId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { Intent } from '../facts/wiki.ts';

export const MOST_WEBHOOKS = 10;
/** So many attempts are listed, none older than 30 days. */
export const MOST_ATTEMPTS = 100;

const sequence = z.number().int().nonnegative();
const text = (most: number) => z.string().max(most);

export const PauseReason = z.enum(['owner', 'failing', 'gone', 'right-lost', 'wiki']).meta({ id: 'PauseReason' });
export type PauseReason = z.infer<typeof PauseReason>;

/** What a webhook is told of. */
const choice = {
  url: z.string().min(1).max(2_000).describe('Where deliveries are posted: https, or http where one machine allows it.'),
  description: text(200).describe('What it is for.'),
  prefix: text(900).describe('Only changes of pages and files whose path begins so; empty: of all.'),
  by: text(100).describe('Only what this account did, itself or through agents: its id or its user name; empty: whoever.'),
  events: z.array(Intent).max(Intent.options.length).describe('Only these kinds of changes; empty: all.'),
};

export const Webhook = z
  .object({
    id: WebhookId,
    ...choice,
    active: z.boolean(),
    paused: z
      .object({ reason: PauseReason, since: Instant, detail: z.string() })
      .optional()
      .describe('Why nothing is delivered; going on begins with `"active": true`.'),
    delivered: sequence.describe('Every change up to this sequence is delivered, or was not asked for.'),
    failing: z
      .object({ since: Instant, tries: z.number().int(), next: Instant, problem: z.string() })
      .optional()
      .describe('The next change could not be delivered, and is tried again.'),
    rotating: Instant.optional().describe('Until then deliveries are signed with the secret before as well.'),
    creator: AccountId.describe('Who answers for it: who made it, or let it go on.'),
    created: Instant,
  })
  .meta({ id: 'Webhook' });
export type ShownWebhook = z.infer<typeof Webhook>;

export const DeliveryAttempt = z
  .object({
    number: z.number().int().describe('Counts all attempts of the webhook.'),
    id: z.string().describe('`webhook-id`: the same for every attempt to deliver one change.'),
    kind: z.enum(['change', 'replay', 'test']),
    sequence: sequence.nullable(),
    time: Instant,
    ok: z.boolean(),
    status: z.number().int().optional().describe('Of the answer, when there was one.'),
    milliseconds: z.number().int(),
    tries: z.number().int().describe('How often this change was tried by then.'),
    error: z.string().optional(),
  })
  .meta({ id: 'DeliveryAttempt' });
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

const one = z.strictObject({ webhookId: WebhookId });
const withSecret = z.object({ webhook: Webhook, secret: z.string().describe('`whsec_…`; shown this once.') });
const shown = z.object({ webhook: Webhook });

export const createWebhook = defineRequest('wiki.CreateWebhook', {
  meaning: 'Makes a webhook, which is told of changes from now on.',
  access: 'own',
  confidential: true,
  data: z.strictObject({
    url: choice.url,
    description: choice.description.default(''),
    prefix: choice.prefix.default(''),
    by: choice.by.default(''),
    events: choice.events.default([]),
  }),
  answer: withSecret,
});

export const listWebhooks = defineRequest('wiki.ListWebhooks', {
  meaning: 'The webhooks of a wiki.',
  access: 'own',
  safe: true,
  data: z.strictObject({}),
  answer: z.object({ webhooks: z.array(Webhook) }),
});

export const describeWebhook = defineRequest('wiki.DescribeWebhook', {
  meaning: 'One webhook, and how it fares.',
  access: 'own',
  safe: true,
  data: one,
  answer: shown,
});

export const changeWebhook = defineRequest('wiki.ChangeWebhook', {
  meaning: 'Changes what a webhook is told of and where, pauses it, or lets it go on.',
  access: 'own',
  data: one.extend({
    url: choice.url.optional(),
    description: choice.description.optional(),
    prefix: choice.prefix.optional(),
    by: choice.by.optional(),
    events: choice.events.optional(),
    active: z.boolean().optional().describe('False pauses; true goes on with the first change that was not delivered.'),
  }),
  answer: shown,
});

export const rotateWebhookSecret = defineRequest('wiki.RotateWebhookSecret', {
  meaning: 'Gives a webhook a new secret; for a day deliveries are signed with the one before as well.',
  access: 'own',
  confidential: true,
  data: one,
  answer: withSecret,
});

export const deleteWebhook = defineRequest('wiki.DeleteWebhook', {
  meaning: 'Ends a webhook.',
  access: 'own',
  data: one,
  answer: z.object({}),
});

export const testWebhook = defineRequest('wiki.TestWebhook', {
  meaning: 'Delivers a test to a webhook, paused or not, and tells how it went.',
  access: 'own',
  deadline: 20,
  data: one,
  answer: z.object({ attempt: DeliveryAttempt }),
});

export const replayWebhook = defineRequest('wiki.ReplayWebhook', {
  meaning: 'Delivers changes again: one, or all from a sequence on. A sequence behind the latest leaves out what waits.',
  access: 'own',
  data: one
    .extend({
      from: z.number().int().positive().optional().describe('The first sequence to be delivered next.'),
      sequence: z.number().int().positive().optional().describe('This one only, apart from the others.'),
    })
    .refine(({ from, sequence: only }) => (from === undefined) !== (only === undefined), {
      path: ['from'],
      message: 'is given, or else sequence',
    }),
  answer: shown,
});

export const listDeliveries = defineRequest('wiki.ListDeliveries', {
  meaning: 'The latest attempts to deliver to a webhook, newest first.',
  access: 'own',
  safe: true,
  data: one.extend({ limit: z.number().int().min(1).max(MOST_ATTEMPTS).default(MOST_ATTEMPTS) }),
  answer: z.object({ deliveries: z.array(DeliveryAttempt) }),
});

export const prepareWebhook = defineRequest('wiki.PrepareWebhook', {
  meaning: 'Whether an address may be called, and the key that seals secrets for whoever signs deliveries.',
  access: 'system',
  safe: true,
  data: z.strictObject({ url: z.string() }),
  answer: z.object({ key: z.string().describe('Public key, PEM.') }),
});

export const sendTestDelivery = defineRequest('wiki.SendTestDelivery', {
  meaning: 'Delivers a test, from where the internet is.',
  access: 'system',
  deadline: 20,
  data: z.strictObject({ wikiId: WikiId, webhookId: WebhookId }),
  answer: z.object({ attempt: DeliveryAttempt }),
});
