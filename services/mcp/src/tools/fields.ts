/** Arguments that several tools share. */
import * as z from 'zod';

export const path = z.string().min(1).max(1000, 'is longer than 1000 characters').describe('Folder/Page');

export const revision = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{7,40}$/, 'is not a revision: send 7 to 40 hexadecimal digits as read_note gives them');

export const commitMessage = z.string().trim().max(500, 'is longer than 500 characters').optional().describe('Why');

export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'has 1 to 200 visible ASCII characters')
  .optional()
  .describe('Same key on a retry: written once');

export const dryRun = z.boolean().optional().describe('Only say what would happen');

export const confirm = z.string().max(64).optional().describe('Code from the preview');

export const filename = z.string().min(1, 'is empty; send a file name with its ending').max(1000, 'is longer than 1000 characters');

export const listCursor = z.string().max(2000).optional().describe('From a cut answer');

/** A count that is cut to what is possible, as the ancestor does it. */
export const count = (most: number, otherwise: number) =>
  z
    .number()
    .int()
    .transform((asked) => Math.min(most, Math.max(1, asked)))
    .default(otherwise)
    .describe(`1-${most}, default ${otherwise}`);
