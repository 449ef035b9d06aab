/** How deliveries are signed (Standard Webhooks, specification 1.0.0, "Signature scheme": symmetric). */
import { createHmac } from 'node:crypto';

export const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

/** `whsec_<base64>` of random bytes given as base64url. */
export const secretText = (random: string): string => PREFIX + Buffer.from(random, 'base64url').toString('base64');

export interface SignedMessage {
  readonly id: string;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly body: string;
}

const signatureOf = (secret: string, { id, timestamp, body }: SignedMessage): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')}`;

/** One signature for each secret that holds. */
export const signedHeaders = (secrets: readonly string[], message: SignedMessage): Readonly<Record<string, string>> => ({
  'webhook-id': message.id,
  'webhook-timestamp': String(message.timestamp),
  'webhook-signature': secrets.map((secret) => signatureOf(secret, message)).join(' '),
});
