import type * as z from 'zod';

/** Zod's issues as paths and sentences, unknown fields by name. */
export const issuesOf = (error: z.ZodError): { path: string; message: string }[] =>
  error.issues.slice(0, 20).map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
