import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { prepareWebhook } from '@wikibot/contracts/requests/webhooks';
import { webhookRefusals } from '../domain/webhooks/webhook-refusals.ts';
import type { OutsidePorts } from '../ports/outside.ts';

/** Runs outside: only there is it known what may be called, and only there is the key that opens what the other one closes. */
const slice: AnswerSlice<typeof prepareWebhook, OutsidePorts> = async ({ url }, _context, { internet, seals }) => {
  const objection = await internet.objection(url);
  if (objection && objection.problem !== 'unresolved')
    return webhookRefusals['webhook.address']({ problem: objection.problem, reason: objection.detail });
  return { ok: true, answer: { key: await seals.publicKey() }, token: {} };
};

export default slice;
