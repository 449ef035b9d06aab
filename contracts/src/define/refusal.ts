import * as z from 'zod';

/** What sort of no: the kernel's one table maps it to HTTP, MCP and git. */
export const RefusalKind = z.enum([
  'invalid',
  'unauthenticated',
  'forbidden',
  'payment-required',
  'not-found',
  'moved',
  'gone',
  'conflict',
  'too-large',
  'limit',
  'unavailable',
]);
export type RefusalKind = z.infer<typeof RefusalKind>;

/** A no as it travels and as a stranger sees it: what was wrong, and what to do about it. Never retried. */
export const Refusal = z
  .object({
    code: z.string().describe('Stable, e.g. "page.stale-base".'),
    kind: RefusalKind,
    message: z.string().describe('What was wrong, for a person.'),
    remedy: z.string().describe('What to do now.'),
    detail: z.record(z.string(), z.unknown()).describe('What a program needs to go on.'),
  })
  .meta({ id: 'Refusal' });
export type Refusal = z.infer<typeof Refusal>;

export interface RefusalDefinition<D extends object> {
  readonly kind: RefusalKind;
  readonly message: (detail: D) => string;
  readonly remedy: (detail: D) => string;
}

export type Refused = { readonly ok: false; readonly refusal: Refusal };

/**
 * A service's closed set of refusals: one function per code, typed by its detail.
 * @example
 * const refusals = defineRefusals({ 'page.not-found': no<{ path: string }>('not-found', (d) => `no page ${d.path}`, () => '…') });
 * return refusals['page.not-found']({ path });
 */
export const defineRefusals = <T extends Record<string, RefusalDefinition<never>>>(definitions: T) => {
  const refuse = Object.entries(definitions).map(([code, definition]) => [
    code,
    (detail: never): Refused => ({
      ok: false,
      refusal: { code, kind: definition.kind, message: definition.message(detail), remedy: definition.remedy(detail), detail },
    }),
  ]);
  // Object.fromEntries forgets the keys that Object.entries has just read.
  return Object.fromEntries(refuse) as { readonly [C in keyof T]: (detail: DetailOf<T[C]>) => Refused };
};

type DetailOf<D> = D extends RefusalDefinition<infer Detail> ? Detail : never;

export const no = <D extends object>(
  kind: RefusalKind,
  message: (detail: D) => string,
  remedy: (detail: D) => string,
): RefusalDefinition<D> => ({ kind, message, remedy });
