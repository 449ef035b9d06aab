/** Makes the envelopes that a service sends; the only place that fills in ids, times and causation. */
import type { Context } from '@wikibot/contracts/define/context';
import type { AnswerEnvelope, FactEnvelope, NoticeEnvelope, Outcome, RequestEnvelope, Tenant } from '@wikibot/contracts/define/envelope';
import type { Fact, Notice } from '@wikibot/contracts/define/fact';
import type { ServiceName } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { InputOf, Request } from '@wikibot/contracts/define/request';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import type * as z from 'zod';
import { rulesOf } from './access.ts';
import type { Clock, Ids } from './ports.ts';
import { asJson } from './outgoing.ts';
import type { Operation } from './table.ts';

const DAY = 24 * 60 * 60;

export interface Publisher {
  /** The operation that sends a notice together with the mutable row it is about. */
  noticing<N extends Notice>(notice: N, data: z.input<N['data']>, context: Context): Operation;
}

export interface Envelopes {
  fact(
    fact: Fact,
    data: unknown,
    at: { readonly stream: string; readonly sequence: number; readonly context: Context; readonly tenant: Tenant },
  ): FactEnvelope;
  notice(notice: Notice, data: unknown, context: Context): NoticeEnvelope;
  request<R extends Request>(request: R, data: InputOf<R>, context: Context): RequestEnvelope;
  answer(to: RequestEnvelope, outcome: Outcome): AnswerEnvelope | undefined;
}

export const envelopes = (service: ServiceName, clock: Clock, ids: Ids): Envelopes => {
  const base = (name: string, version: number) => ({ id: ids.uuid(), name, version, time: new Date(clock.now()).toISOString() });
  const from = (context: Context) => ({
    actor: context.actor,
    tenant: context.tenant,
    correlationId: context.correlationId,
    causationId: context.requestId,
  });
  return {
    fact: (fact, data, { stream, sequence, context, tenant }) => ({
      ...base(fact.name, fact.version),
      ...from(context),
      tenant,
      kind: 'fact',
      stream,
      sequence,
      data: fact.data.parse(data),
    }),
    notice: (notice, data, context) => ({
      ...base(notice.name, notice.version),
      ...from(context),
      kind: 'notice',
      data: notice.data.parse(data),
    }),
    request: (request, data, context) => ({
      ...base(request.name, request.version),
      ...from(context),
      id: context.requestId,
      kind: 'request',
      deadline: new Date(context.deadline).toISOString(),
      replyTo: { service },
      data: request.data.parse(data),
      ...present({ pathRules: travelling(rulesOf(context)) }),
    }),
    answer: (to, outcome) =>
      to.replyTo && {
        ...base(to.name, to.version),
        kind: 'answer',
        actor: to.actor,
        tenant: to.tenant,
        correlationId: to.correlationId,
        causationId: to.id,
        to: to.replyTo.service,
        replyTo: to.replyTo,
        requestId: to.id,
        data: outcome,
      },
  };
};

const travelling = (rules: readonly PathRule[]): PathRule[] | undefined => (rules.length === 0 ? undefined : [...rules]);

/** Messages about a wiki lie together, so that they can go with it. */
export const messagePartition = (about: string): string => `message#${about}`;

/** A row that only carries a message; it may be forgotten after a day, when the outbox has long sent it. A repeat differs by its time, so that it is sent again. */
export const messageRow = (envelope: NoticeEnvelope | RequestEnvelope | AnswerEnvelope, now: number): Operation => ({
  put: {
    pk: messagePartition(envelope.tenant.wikiId ?? envelope.id),
    sk: `${envelope.id} ${envelope.kind}`,
    sent: now,
    expiresAt: Math.floor(now / 1000) + DAY,
    outgoing: asJson({ kind: 'message', envelope }),
  },
});
