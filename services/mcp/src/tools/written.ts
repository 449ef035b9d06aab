import * as z from 'zod';

/** What a write answers programs with. */
export const written = z.object({
  path: z.string(),
  revision: z.string(),
  outcome: z.string(),
  lines: z.looseObject({ added: z.number(), removed: z.number() }),
});
