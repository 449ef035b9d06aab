/**
 * The canary of a service: a question to itself, which takes the whole way of a message, from the table over the outbox, the bus and the
 * queue and back. Events for a bus that is not there, or that no rule takes any more, are accepted without a word; their echo is missing.
 */
import { echo } from '@wikibot/contracts/define/echo-request';
import { vocabulary } from '@wikibot/contracts/define/service';
import type { AnswersUnit, Manifest } from '@wikibot/contracts/define/service';
import type { KernelPorts } from './ports.ts';

const { answers } = vocabulary<KernelPorts>();

export const echoAnswer = (manifest: Manifest): AnswersUnit =>
  answers(echo(manifest.name), { load: async () => ({ default: async () => ({ ok: true, answer: {}, token: {} }) }) });

/** Longer than any way that is open takes, shorter than a function may run. */
const PATIENCE_MS = 30_000;

/** @throws when nothing comes back */
export const hearEcho = async ({ service, ask, ids, clock }: KernelPorts): Promise<void> => {
  const requestId = ids.uuid();
  const outcome = await ask(
    echo(service),
    {},
    {
      requestId,
      actor: { kind: 'system', name: `${service}.echo` },
      tenant: {},
      correlationId: requestId,
      deadline: clock.now() + PATIENCE_MS,
    },
  );
  if (!outcome.ok) throw new Error(`what ${service} sends does not come back: ${outcome.refusal.message}`);
};
