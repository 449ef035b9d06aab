/** What decides whom a door lets in holds for everybody once whoever changed it hears that it is done, not only for those with a token. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { InputOf, Request } from '@wikibot/contracts/define/request';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { awaitDirectory, passOwnership } from '@wikibot/contracts/requests/auth';
import type { Ports } from '../ports.ts';

const PATIENCE_MS = 5_000;

/** The change stands whether auth has heard of it or not: then it is a matter of moments, and the answer's token waits for it. */
export const knownToAuth = async <A>(wikiId: WikiId, changed: Outcome<A>, asking: Asking): Promise<Outcome<A>> => {
  const sequence = changed.ok ? changed.token[streamOf(wikiStream, wikiId)] : undefined;
  if (sequence !== undefined) await askAuth(awaitDirectory, { wikiId, sequence }, asking);
  return changed;
};

/** After a wiki was taken over: its new owner is let in, and the one before no further than agreed. The fact tells auth the same, should this be in vain. */
export const rolesPassed = async (wikiId: WikiId, changed: Outcome, asking: Asking): Promise<void> => {
  const stream = streamOf(wikiStream, wikiId);
  const sequence = changed.ok ? changed.token[stream] : undefined;
  const [fact] = sequence === undefined ? [] : await asking.ports.events.read(stream, sequence - 1, 1);
  if (fact?.name !== 'wiki.WikiTransferred') return;
  const { ownerId, previousOwnerId, staysAs } = fact.data as InputOf<typeof passOwnership>; // the fact's own fields
  const { sequence: at, time } = fact;
  await askAuth(passOwnership, { wikiId, sequence: at, time, ownerId, previousOwnerId, staysAs }, asking);
};

interface Asking {
  readonly context: Context;
  readonly ports: Ports;
}

const askAuth = async <R extends Request>(request: R, data: InputOf<R> & { readonly wikiId: WikiId }, { context, ports }: Asking) => {
  const { ask, clock, ids, log, service } = ports;
  const { wikiId } = data;
  const heard = await ask(request, data, {
    requestId: ids.uuid(),
    actor: { kind: 'system', name: service },
    tenant: { wikiId },
    correlationId: context.correlationId,
    causationId: context.requestId,
    deadline: clock.now() + PATIENCE_MS,
  });
  if (!heard.ok) log('warn', 'auth has not heard of a change yet', { wikiId, request: request.name, code: heard.refusal.code });
};
