/** How much of what a plan allows is used, and when it gets tight. */
import * as z from 'zod';

const count = z.number().int().nonnegative();

const Use = z.object({ used: count, limit: z.number().int().positive().nullable().describe('Null: without limit.') });

/** What one wiki uses of its owner's plan. */
export const WikiUsage = z
  .object({
    pages: Use,
    authors: Use.describe(
      'Accounts that have changed the wiki and may still do so, its owner always among them; agents count as their person.',
    ),
    storage: Use.describe('Bytes of all files as they stand.'),
  })
  .meta({ id: 'WikiUsage' });
export type WikiUsage = z.infer<typeof WikiUsage>;

/** From this share on a limit is told of with every change. */
export const NEAR_SHARE = 0.8;

export const NearLimit = z
  .object({ of: z.enum(['pages', 'authors', 'storage']), used: count, limit: z.number().int() })
  .meta({ id: 'NearLimit' });
export type NearLimit = z.infer<typeof NearLimit>;

/** What a change that may need room is answered with besides. */
export const nearLimits = z.array(NearLimit).optional().describe('What 80 % or more of is used after the change.');
