import * as z from 'zod';
import type { ServiceName } from './ids.ts';

/**
 * What someone outside must hold to cause the request, checked at every door (REST, MCP, screens) from the auth context:
 * - `read` / `write` / `own`: that role on the wiki, the scope, and the path rules for {@link Request.paths}
 * - `account`: a signed-in person or an account-level token
 * - `system`: nobody outside; only sagas and services
 */
export type Access = 'read' | 'write' | 'own' | 'account' | 'system';

/** One service or saga asks another to do or find something; never archived. */
export interface Request<N extends string = string, D extends z.ZodType = z.ZodType, A extends z.ZodType = z.ZodType> {
  readonly kind: 'request';
  readonly name: N;
  readonly version: number;
  readonly meaning: string;
  readonly access: Access;
  readonly data: D;
  readonly answer: A;
  /** The page paths it touches, for path rules. */
  readonly paths: (data: z.infer<D>) => readonly string[];
  /** Seconds until an unserved request is dropped. */
  readonly deadline: number;
  /** It changes nothing, so its outcome need not be remembered. */
  readonly safe: boolean;
  /** Repeating it ends the same, and what it is answered is for nobody else: its outcome is not kept under the caller's key. */
  readonly repeatable: boolean;
  /** Its answer holds a secret, which must not travel on the bus or be remembered: asked over HTTP or by the host only. */
  readonly confidential: boolean;
}

interface Declared<D extends z.ZodType, A> {
  readonly version?: number;
  readonly meaning: string;
  readonly access: Access;
  /** A strict object: unknown fields of requests are refused by name. */
  readonly data: D;
  readonly answer: A;
  readonly paths?: (data: z.infer<D>) => readonly string[];
  readonly deadline?: number;
  readonly safe?: boolean;
  readonly repeatable?: boolean;
  readonly confidential?: boolean;
}

export const defineRequest = <N extends `${ServiceName}.${string}`, D extends z.ZodType, A extends z.ZodType>(
  name: N,
  declared: Declared<D, A>,
): Request<N, D, A> => ({
  kind: 'request',
  name,
  version: declared.version ?? 1,
  meaning: declared.meaning,
  access: declared.access,
  data: declared.data,
  answer: declared.answer,
  paths: declared.paths ?? (() => []),
  deadline: declared.deadline ?? 10,
  safe: declared.safe ?? false,
  repeatable: declared.repeatable ?? false,
  confidential: declared.confidential ?? false,
});

/** Whether one service may ask it of another over the bus: what only an owner or an account asks for, or what is secret, comes over HTTP alone. */
export const travels = ({ access, confidential }: Request): boolean => !confidential && access !== 'own' && access !== 'account';

/**
 * What a request takes that can be tried out: with `dryRun: true` it is decided and answered as ever, refusals included, and nothing is
 * stored; its outcome is not remembered either, so the same key or id still stands for the real one.
 */
export const DryRun = z.boolean().optional().describe('Decides and answers as ever, and stores nothing.');

export const isDryRun = (data: unknown): boolean => typeof data === 'object' && data !== null && 'dryRun' in data && data.dryRun === true;

export type DataOf<R extends Request> = z.infer<R['data']>;
export type InputOf<R extends Request> = z.input<R['data']>;
export type AnswerOf<R extends Request> = z.infer<R['answer']>;
