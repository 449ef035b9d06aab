/**
 * What leaves a service: the field `outgoing` of a row makes the row a message. On AWS the table's stream feeds an outbox function,
 * on one machine a dispatcher follows the rows; nothing is published any other way, so no dual write exists.
 */
import type { Envelope, Outcome } from '@wikibot/contracts/define/envelope';
import type { Json } from './table.ts';

export type Outgoing =
  | { readonly kind: 'message'; readonly envelope: Envelope }
  /** Start a saga; its id is the execution's name, so a repeat is harmless. */
  | { readonly kind: 'start'; readonly saga: string; readonly id: string; readonly input: Json }
  /** Complete a saga's step. */
  | { readonly kind: 'reply'; readonly taskToken: string; readonly outcome: Outcome };

/** Envelopes and outcomes are JSON by construction (they were parsed by, or made for, their schemas). */
export const asJson = (value: Outgoing | Envelope | Outcome | object): Json => value as unknown as Json;

/** Reads the `outgoing` field of a row that {@link asJson} wrote. */
export const outgoingOf = (field: Json | undefined): Outgoing | undefined => field as unknown as Outgoing | undefined;
