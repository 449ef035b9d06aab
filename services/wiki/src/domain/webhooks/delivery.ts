/** What is delivered: one message for each change. */
import type { WebhookKey } from './webhook.ts';

export interface Message {
  readonly kind: 'change' | 'replay' | 'test';
  /** Of the change; a test is of none. */
  readonly sequence: number | null;
  /** When it happened, ISO 8601. */
  readonly time: string;
  readonly type: 'wiki.changed' | 'wiki.test';
  readonly content: object;
}

/** The same for every attempt to deliver one change, so that a receiver can drop what it has had. */
export const messageId = ({ id }: WebhookKey, { sequence }: Message, unique: string): string => `msg_${id.slice(4)}_${sequence ?? unique}`;

/** Made anew for each attempt, and byte for byte the same as long as nobody has another name. */
export const messageBody = ({ type, time, content }: Message): string => JSON.stringify({ type, timestamp: time, data: content });

/** What is to be delivered next, as far as the webhook asks for it. */
export type Next =
  /** Nothing up to a sequence. */
  | { readonly kind: 'none'; readonly through: number }
  | { readonly kind: 'message'; readonly message: Message }
  /** The wiki is told of no more. */
  | { readonly kind: 'ended'; readonly detail: string };
