/** What a refused change is told, so that a person or an agent solves it in one more call: member `conflict` of the refusal's detail. */
import * as z from 'zod';

/** Lines from 1, both included; `[4, 3]` is the empty place before line 4. */
const LineRange = z.tuple([z.number().int().positive(), z.number().int().nonnegative()]);

/** One place that both sides changed differently. */
export const ConflictHunk = z
  .object({
    kind: z
      .enum(['both-changed', 'both-added', 'you-removed', 'they-removed'])
      .describe('What happened to the lines of the base: changed twice, put in twice, or taken out by one side and changed by the other.'),
    base: z.string(),
    yours: z.string(),
    theirs: z.string(),
    baseLines: LineRange.describe('Where in the base text.'),
    startLine: z.number().int().positive().describe('Line of its first marker in `merged`.'),
  })
  .meta({ id: 'ConflictHunk' });
export type ConflictHunk = z.infer<typeof ConflictHunk>;

/** Three texts that do not merge. A text that is not there is empty. */
export const Conflict = z
  .object({
    head: z.string().describe('The revision to name as base of the solution.'),
    base: z.string().nullable().describe('The text that the change was made on; null when there was none.'),
    yours: z.string().describe('The text as the change would have it.'),
    theirs: z.string().describe('The text that stands.'),
    merged: z.string().describe('Merged as far as it goes, with markers as git writes them (`diff3`) around what is left.'),
    hunks: z.array(ConflictHunk),
  })
  .meta({ id: 'Conflict' });
export type Conflict = z.infer<typeof Conflict>;
