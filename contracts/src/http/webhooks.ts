/** REST of webhooks, below `/{owner}/{wiki}/api/v1/webhooks`; all of it is the owner's. */
import * as z from 'zod';
import type { WebhookId } from '../define/ids.ts';
import { defineRoute } from '../define/route.ts';
import * as webhooks from '../requests/webhooks.ts';

const path = '/{owner}/{wiki}/api/v1/webhooks' as const;
const maxBytes = 16 * 1024;

/** What is no id is refused as one that is not there. */
const idOf = ({ webhookId = '' }: Readonly<Record<string, string>>): WebhookId => webhookId as WebhookId; // the request's schema checks it

export const createWebhookRoute = defineRoute(`POST ${path}`, webhooks.createWebhook, {
  summary: 'Make a webhook; the only answer that ever shows its secret',
  body: webhooks.createWebhook.data,
  maxBytes,
  response: webhooks.createWebhook.answer,
  input: ({ body }) => body,
  respond: (answer) => ({ status: 201, body: answer }),
});

export const listWebhooksRoute = defineRoute(`GET ${path}`, webhooks.listWebhooks, {
  summary: 'List the webhooks of the wiki',
  response: webhooks.listWebhooks.answer,
  input: () => ({}),
});

export const describeWebhookRoute = defineRoute(`GET ${path}/{webhookId}`, webhooks.describeWebhook, {
  summary: 'One webhook, and how it fares',
  response: webhooks.describeWebhook.answer,
  input: ({ params }) => ({ webhookId: idOf(params) }),
});

const Changed = z.strictObject(webhooks.changeWebhook.data.omit({ webhookId: true }).shape);

export const changeWebhookRoute = defineRoute(`PATCH ${path}/{webhookId}`, webhooks.changeWebhook, {
  summary: 'Change, pause or resume a webhook',
  body: Changed,
  maxBytes,
  response: webhooks.changeWebhook.answer,
  input: ({ params, body }) => ({ ...body, webhookId: idOf(params) }),
});

export const deleteWebhookRoute = defineRoute(`DELETE ${path}/{webhookId}`, webhooks.deleteWebhook, {
  summary: 'End a webhook',
  response: z.null().describe('No body.'),
  input: ({ params }) => ({ webhookId: idOf(params) }),
  respond: () => ({ status: 204, body: null }),
});

export const rotateWebhookSecretRoute = defineRoute(`POST ${path}/{webhookId}/rotate`, webhooks.rotateWebhookSecret, {
  summary: 'Give a webhook a new secret; the one before signs as well for a day',
  response: webhooks.rotateWebhookSecret.answer,
  input: ({ params }) => ({ webhookId: idOf(params) }),
});

export const testWebhookRoute = defineRoute(`POST ${path}/{webhookId}/test`, webhooks.testWebhook, {
  summary: 'Deliver a test now, and tell how it went',
  response: webhooks.testWebhook.answer,
  input: ({ params }) => ({ webhookId: idOf(params) }),
});

const number = (least: number, most: number) => z.number().int().min(least).max(most);

export const replayWebhookRoute = defineRoute(`POST ${path}/{webhookId}/replay`, webhooks.replayWebhook, {
  summary: 'Deliver one change again, or all from a sequence on',
  body: z.strictObject({ from: number(1, 1e12).optional(), sequence: number(1, 1e12).optional() }),
  maxBytes,
  response: webhooks.replayWebhook.answer,
  input: ({ params, body }) => ({ ...body, webhookId: idOf(params) }),
});

export const listDeliveriesRoute = defineRoute(`GET ${path}/{webhookId}/deliveries`, webhooks.listDeliveries, {
  summary: 'The latest attempts to deliver, newest first',
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(webhooks.MOST_ATTEMPTS).default(webhooks.MOST_ATTEMPTS) }),
  response: webhooks.listDeliveries.answer,
  input: ({ params, query }) => ({ ...query, webhookId: idOf(params) }),
});
