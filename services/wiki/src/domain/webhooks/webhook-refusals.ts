/** The ways of saying no about webhooks. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

export const webhookRefusals = defineRefusals({
  'webhook.not-found': no<{ id: string }>(
    'not-found',
    (d) => `No webhook ${d.id} is here.`,
    () => 'List the webhooks to see what there is.',
  ),
  'webhook.too-many': no<{ limit: number }>(
    'limit',
    (d) => `A wiki has at most ${d.limit} webhooks.`,
    () => 'Delete one that is not needed any more.',
  ),
  'webhook.address': no<{ problem: string; reason: string }>(
    'invalid',
    (d) => `Nothing can be delivered to this url: ${d.reason}`,
    () => 'Give an address of the public internet. One machine calls its own network when it is started with --allow-private-network.',
  ),
  'webhook.closed-paths': no<Record<never, never>>(
    'forbidden',
    () => 'A webhook tells of the whole wiki, and parts of it are closed to you.',
    () => 'Ask somebody to whom no folder is closed.',
  ),
  'webhook.no-change': no<{ sequence: number; head: number }>(
    'not-found',
    (d) => `Nothing was changed at ${d.sequence}; the latest sequence is ${d.head}.`,
    () => 'Take a sequence from the changelog or from the deliveries.',
  ),
  'webhook.paused': no<{ reason: string }>(
    'conflict',
    () => 'The webhook is paused.',
    () => 'Let it go on first: {"active": true}.',
  ),
});
