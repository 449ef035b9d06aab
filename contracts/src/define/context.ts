import type { Actor } from './actor.ts';
import type { Tenant } from './envelope.ts';
import type { AuthContext, PathRule } from '../http/auth-context.ts';

/** What a slice is told about the message or HTTP request that it serves. */
export interface Context {
  /** The id under which the outcome is remembered: of the request message, or derived from the caller's idempotency key. */
  readonly requestId: string;
  readonly actor: Actor;
  readonly tenant: Tenant;
  readonly correlationId: string;
  readonly causationId?: string;
  /** Epoch milliseconds after which nobody waits for the outcome any more. */
  readonly deadline: number;
  /** Who asks, when it came over HTTP. */
  readonly auth?: AuthContext;
  /** Where whoever asks may go, when another service asks for them. */
  readonly pathRules?: readonly PathRule[];
  /** Aborted when nobody waits for the outcome any more: for questions that wait themselves. */
  readonly left?: AbortSignal;
}
