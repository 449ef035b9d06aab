/** What the wiki does about webhooks: kept inside, delivered outside. */
import { outsideVocabulary } from '@wikibot/contracts/define/outside';
import { vocabulary } from '@wikibot/contracts/define/service';
import { roleGranted, roleWithdrawn } from '@wikibot/contracts/facts/auth';
import { webhookDue } from '@wikibot/contracts/facts/webhooks';
import { headMoved } from '@wikibot/contracts/facts/wiki';
import { wikiDeleted } from '@wikibot/contracts/facts/wiki-life';
import * as routes from '@wikibot/contracts/http/webhooks';
import * as webhooks from '@wikibot/contracts/requests/webhooks';
import type { Ports } from '../ports.ts';
import type { OutsidePorts } from '../ports/outside.ts';

const { answers, reaction, timer } = vocabulary<Ports>();
const outside = outsideVocabulary<OutsidePorts>();

export const webhookUnits = {
  createWebhook: answers(webhooks.createWebhook, {
    routes: [routes.createWebhookRoute],
    load: () => import('../commands/create-webhook.ts'),
  }),
  listWebhooks: answers(webhooks.listWebhooks, { routes: [routes.listWebhooksRoute], load: () => import('../queries/list-webhooks.ts') }),
  describeWebhook: answers(webhooks.describeWebhook, {
    routes: [routes.describeWebhookRoute],
    load: () => import('../queries/describe-webhook.ts'),
  }),
  changeWebhook: answers(webhooks.changeWebhook, {
    routes: [routes.changeWebhookRoute],
    load: () => import('../commands/change-webhook.ts'),
  }),
  rotateWebhookSecret: answers(webhooks.rotateWebhookSecret, {
    routes: [routes.rotateWebhookSecretRoute],
    load: () => import('../commands/rotate-webhook-secret.ts'),
  }),
  deleteWebhook: answers(webhooks.deleteWebhook, {
    routes: [routes.deleteWebhookRoute],
    load: () => import('../commands/delete-webhook.ts'),
  }),
  testWebhook: answers(webhooks.testWebhook, { routes: [routes.testWebhookRoute], load: () => import('../commands/test-webhook.ts') }),
  replayWebhook: answers(webhooks.replayWebhook, {
    routes: [routes.replayWebhookRoute],
    load: () => import('../commands/replay-webhook.ts'),
  }),
  listDeliveries: answers(webhooks.listDeliveries, {
    routes: [routes.listDeliveriesRoute],
    load: () => import('../queries/list-deliveries.ts'),
  }),
  pauseWebhooksWhenRightLost: reaction({
    to: [roleGranted, roleWithdrawn],
    load: () => import('../reactions/pause-webhooks-when-right-lost.ts'),
  }),
  forgetWebhooksWhenWikiDeleted: reaction({
    to: [wikiDeleted],
    load: () => import('../reactions/forget-webhooks-when-wiki-deleted.ts'),
  }),
  ringForWebhooks: timer({
    meaning: 'Rings for webhooks to which something has to be delivered again.',
    everySeconds: 5,
    load: () => import('../timers/ring-for-webhooks.ts'),
  }),

  prepareWebhook: outside.answers(webhooks.prepareWebhook, { load: () => import('../queries/prepare-webhook.ts') }),
  sendTestDelivery: outside.answers(webhooks.sendTestDelivery, { load: () => import('../commands/send-test-delivery.ts') }),
  deliverWhenSomethingIsDue: outside.reaction({
    to: [headMoved, webhookDue],
    load: () => import('../reactions/deliver-when-something-is-due.ts'),
  }),
};
