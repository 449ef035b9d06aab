/** Asking another service: the request leaves as a row of the own table, the answer arrives as one, and the asker waits between. */
import { createHash } from 'node:crypto';
import type { Context } from '@wikibot/contracts/define/context';
import type { AnswerEnvelope, Outcome, Tenant } from '@wikibot/contracts/define/envelope';
import type { AnswerOf, InputOf, Request } from '@wikibot/contracts/define/request';
import { checkedIn, checkOut } from './claim-check.ts';
import type { Envelopes } from './envelopes.ts';
import { messageRow } from './envelopes.ts';
import { isFinal, tooLate } from './kernel-refusals.ts';
import { asJson } from './outgoing.ts';
import type { Payloads } from './payloads.ts';
import type { Clock } from './ports.ts';
import { sagaPartition } from './sagas.ts';
import type { Operation, Table } from './table.ts';
import type { Wakes } from './wakes.ts';

export interface Mailbox {
  ask<R extends Request>(request: R, data: InputOf<R>, context: Context): Promise<Outcome<AnswerOf<R>>>;
  /** Keeps an answer that arrived; an answer to a saga's step also completes the step, through the outbox. */
  deliver(answer: AnswerEnvelope): Promise<void>;
}

const HOUR_SECONDS = 60 * 60;
/** Answers about a wiki lie together, so that they can go with it. */
export const answerPartition = (about: string): string => `answer#${about}`;
const answerKey = ({ wikiId }: Tenant, requestId: string) => ({ pk: answerPartition(wikiId ?? requestId), sk: requestId });

type Asking = Pick<Context, 'tenant' | 'requestId' | 'deadline'>;

export interface MailboxParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly wakes: Wakes;
  readonly payloads: Payloads | undefined;
}

export const mailbox = (parts: MailboxParts): Mailbox => {
  const { table, clock } = parts;
  const arrived = async ({ tenant, requestId }: Asking): Promise<Outcome | undefined> => {
    const row = await table.get(answerKey(tenant, requestId));
    return row && ((await checkOut(row['outcome'], parts.payloads)) as Outcome); // written by deliver
  };

  const waitFor = async (asking: Asking): Promise<Outcome | undefined> => {
    const { requestId, deadline } = asking;
    const wake = parts.wakes.listen(`answer ${requestId}`);
    try {
      for (let pause = 20; ; pause = Math.min(500, pause * 2)) {
        const outcome = await arrived(asking);
        const left = deadline - clock.now();
        if (outcome || left <= 0) return outcome;
        await wake.orAfter(Math.min(pause, left));
      }
    } finally {
      wake.stop();
    }
  };

  const questions = oneQuestionPerId();
  return {
    ask: async <R extends Request>(request: R, data: InputOf<R>, context: Context) => {
      questions.claim(context.requestId, `${request.name} ${JSON.stringify(data)}`);
      const earlier = await arrived(context);
      if (earlier && isFinal(earlier)) return earlier as Outcome<AnswerOf<R>>; // the owner answers by the request's schema
      const asked = messageRow(await checkedIn(parts.envelopes.request(request, data, context), parts.payloads), clock.now());
      // The asker waits in this program: if the machine goes down, nobody is left to miss the question or its answer.
      await table.write([asked, ...(earlier ? [{ delete: answerKey(context.tenant, context.requestId) }] : [])], { volatile: true });
      const outcome = await waitFor(context);
      return (outcome ?? tooLate({ request: request.name })) as Outcome<AnswerOf<R>>; // the owner answers by the request's schema
    },
    deliver: async (answer) => {
      const expiresAt = Math.floor(clock.now() / 1000) + HOUR_SECONDS;
      const kept: Operation = { put: { ...answerKey(answer.tenant, answer.requestId), outcome: asJson(answer.data), expiresAt } };
      const step = stepOperations(answer, clock.now());
      await table.write([kept, ...step], { volatile: step.length === 0 });
      parts.wakes.call(`answer ${answer.requestId}`);
    },
  };
};

const REMEMBERED_QUESTIONS = 1_000;

/**
 * Under one id there is one answer, so whoever asks a second thing under it would be given the answer to the first, again and again.
 * Seen for the last thousand questions of this process, which is enough to show the mistake where it is made.
 */
const oneQuestionPerId = () => {
  const known = new Map<string, string>();
  return {
    /** @throws when something else has been asked under this id */
    claim(requestId: string, question: string): void {
      const digest = createHash('sha1').update(question).digest('base64');
      const earlier = known.get(requestId);
      if (earlier !== undefined && earlier !== digest) {
        throw new Error(`two questions under one id: ${question.slice(0, 80)}; each needs a requestId of its own`);
      }
      known.delete(requestId);
      known.set(requestId, digest);
      const [oldest] = known.keys();
      if (known.size > REMEMBERED_QUESTIONS && oldest !== undefined) known.delete(oldest);
    },
  };
};

/** What an answer to a step leaves: the step's state for those who watch, and the completion of its task token. */
const stepOperations = (answer: AnswerEnvelope, now: number): Operation[] => {
  const { taskToken, saga, step } = answer.replyTo;
  if (taskToken === undefined || saga === undefined || step === undefined) return [];
  const outcome = answer.data;
  if ('claimCheck' in outcome) throw new Error(`step ${step} answered ${answer.requestId} with more than a saga can hold`);
  const reason = outcome.ok ? {} : { reason: outcome.refusal.message };
  return [
    { put: { pk: sagaPartition(saga), sk: `step#${step}`, ok: outcome.ok, at: now, ...reason } },
    {
      put: {
        pk: `reply#${answer.requestId}`,
        sk: 'reply',
        expiresAt: Math.floor(now / 1000) + 24 * HOUR_SECONDS,
        outgoing: asJson({ kind: 'reply', taskToken, outcome }),
      },
    },
  ];
};
