/** Has an address checked, and learns how to seal a secret, where the internet is. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { prepareWebhook } from '@wikibot/contracts/requests/webhooks';
import { checkedAddress } from '../domain/webhooks/address.ts';
import { SECRET_BYTES, secretText } from '../domain/webhooks/signature.ts';
import { webhookRefusals } from '../domain/webhooks/webhook-refusals.ts';
import type { Ports } from '../ports.ts';

export const preparedWebhook = async (
  url: string,
  context: Context,
  ports: Ports,
): Promise<{ readonly ok: true; readonly key: string } | Refused> => {
  const address = checkedAddress(url);
  if ('reason' in address) return webhookRefusals['webhook.address']({ problem: 'address', reason: address.reason });
  const outcome = await ports.ask(prepareWebhook, { url: address.origin }, { ...context, requestId: ports.ids.uuid() });
  return outcome.ok ? { ok: true, key: outcome.answer.key } : outcome;
};

/** A secret that its owner sees once, and what is kept of it. */
export const newSecret = ({ ids, seal }: Ports, key: string, label: string): { readonly secret: string; readonly sealed: string } => {
  const secret = secretText(ids.secret(SECRET_BYTES));
  return { secret, sealed: seal(key, secret, label) };
};
