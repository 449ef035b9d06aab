/** What decides whom a door lets in holds for everybody once whoever changed it hears that it is done, not only for those with a token. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { awaitDirectory } from '@wikibot/contracts/requests/auth';
import type { Ports } from '../ports.ts';

const PATIENCE_MS = 5_000;

/** The change stands whether auth has heard of it or not: then it is a matter of moments, and the answer's token waits for it. */
export const knownToAuth = async <A>(wikiId: WikiId, changed: Outcome<A>, { context, ports }: Asking): Promise<Outcome<A>> => {
  const sequence = changed.ok ? changed.token[streamOf(wikiStream, wikiId)] : undefined;
  if (sequence === undefined) return changed;
  const { ask, clock, ids, log, service } = ports;
  const heard = await ask(
    awaitDirectory,
    { wikiId, sequence },
    {
      requestId: ids.uuid(),
      actor: { kind: 'system', name: service },
      tenant: { wikiId },
      correlationId: context.correlationId,
      causationId: context.requestId,
      deadline: clock.now() + PATIENCE_MS,
    },
  );
  if (!heard.ok) log('warn', 'auth has not heard of a change yet', { wikiId, sequence, code: heard.refusal.code });
  return changed;
};

interface Asking {
  readonly context: Context;
  readonly ports: Ports;
}
