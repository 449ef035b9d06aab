import * as z from 'zod';

/** What a write answers programs with, beside the counts of lines and, after a merge, the stored text. */
export const written = z.object({ path: z.string(), revision: z.string(), outcome: z.string() });
