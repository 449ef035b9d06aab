import * as z from 'zod';
import { PathRule } from '../http/auth-context.ts';
import { Actor } from './actor.ts';
import { AccountId, Instant, PayloadId, ServiceName, WikiId } from './ids.ts';
import { Refusal } from './refusal.ts';
import { Token } from './token.ts';

/** Whose wiki or account a message is about; every message about one tenant names it. */
export const Tenant = z.object({ accountId: AccountId.optional(), wikiId: WikiId.optional() }).meta({ id: 'Tenant' });
export type Tenant = z.infer<typeof Tenant>;

/** Where an answer goes: the asker's mailbox, or the saga step that waits under the task token. */
export const ReplyTo = z.object({
  service: ServiceName,
  taskToken: z.string().optional(),
  saga: z.string().optional(),
  step: z.string().optional(),
});
export type ReplyTo = z.infer<typeof ReplyTo>;

/** How a request ended: an answer with the token of what it wrote, or a refusal. */
export const Outcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), answer: z.unknown(), token: Token }),
  z.object({ ok: z.literal(false), refusal: Refusal }),
]);
export type Outcome<A = unknown> =
  { readonly ok: true; readonly answer: A; readonly token: Token } | { readonly ok: false; readonly refusal: Refusal };

const base = {
  id: z.uuid().describe('UUIDv7 of this message.'),
  name: z.string().describe('`service.Name` as declared in contracts.'),
  version: z.number().int().positive(),
  time: Instant,
  actor: Actor,
  tenant: Tenant,
  correlationId: z.string().describe('One id from browser or tool call to commit to view.'),
  causationId: z.string().optional().describe('The message that led to this one.'),
  data: z.unknown(),
};

/** A fact as it travels and as its stream keeps it; a replay names itself. */
export const FactEnvelope = z.object({
  ...base,
  kind: z.literal('fact'),
  stream: z.string(),
  sequence: z.number().int().positive(),
  replay: z.string().optional(),
});
export type FactEnvelope = z.infer<typeof FactEnvelope>;

/**
 * What travels on the bus, as `detail` of an EventBridge event whose source is `wikibot.<service>` and whose detail-type is
 * {@link detailTypeOf}. Notices are facts about mutable rows (names, addresses): never archived, never replayed.
 */
export const Envelope = z
  .discriminatedUnion('kind', [
    FactEnvelope,
    z.object({ ...base, kind: z.literal('notice') }),
    z.object({
      ...base,
      kind: z.literal('request'),
      deadline: Instant,
      replyTo: ReplyTo.optional(),
      pathRules: z.array(PathRule).optional().describe('Of whom the asking service acts for; none: no folder is closed to them.'),
    }),
    z.object({
      ...base,
      kind: z.literal('answer'),
      to: ServiceName,
      requestId: z.string(),
      replyTo: ReplyTo,
      data: z.union([Outcome, z.object({ claimCheck: PayloadId })]),
    }),
  ])
  .meta({ id: 'Envelope' });
export type Envelope = z.infer<typeof Envelope>;
export type NoticeEnvelope = Extract<Envelope, { kind: 'notice' }>;
export type RequestEnvelope = Extract<Envelope, { kind: 'request' }>;
export type AnswerEnvelope = Extract<Envelope, { kind: 'answer' }>;

/** `wiki.HeadMoved.v1`; an answer is `wiki.SavePage.answer.v1`, so that no pattern for requests matches it. */
export const detailTypeOf = (message: { readonly kind: Envelope['kind']; readonly name: string; readonly version: number }): string =>
  message.kind === 'answer' ? `${message.name}.answer.v${message.version}` : `${message.name}.v${message.version}`;

/** The service that owns a message name: the part before the dot. */
export const serviceOf = (name: string): ServiceName => ServiceName.parse(name.slice(0, name.indexOf('.')));

export const sourceOf = (service: ServiceName): `wikibot.${ServiceName}` => `wikibot.${service}`;
