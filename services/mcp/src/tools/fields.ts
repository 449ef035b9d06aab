/** Arguments that several tools share. */
import { ProposalId } from '@wikibot/contracts/define/ids';
import * as z from 'zod';

export const path = z.string().min(1).max(1000, 'is longer than 1000 characters');

/** Where a tool list is read first, what a path looks like. */
export const shownPath = path.describe('Folder/Page');

export const revision = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{7,40}$/, 'is not a revision: send 7 to 40 hexadecimal digits as read_note gives them');

export const commitMessage = z.string().trim().max(500, 'is longer than 500 characters').optional();

export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'has 1 to 200 visible ASCII characters')
  .optional()
  .describe('For safe retries');

export const dryRun = z.boolean().optional().describe('Only preview');

export const confirm = z.string().max(64).optional().describe('Code from the preview');

export const filename = z.string().min(1, 'is empty; send a file name with its ending').max(1000, 'is longer than 1000 characters');

export const listCursor = z.string().max(2000).optional();

/** A count that is cut to what is possible, as the ancestor does it. */
export const count = (most: number, otherwise: number) =>
  z
    .number()
    .int()
    .transform((asked) => Math.min(most, Math.max(1, asked)))
    .default(otherwise)
    .describe(`1-${most}, default ${otherwise}`);

/** The id alone: what it is for is clear from the tool. */
export const proposal = z
  .string()
  .trim()
  .transform((text, context) => {
    const read = ProposalId.safeParse(text);
    if (read.success) return read.data;
    context.addIssue({ code: 'custom', message: 'is no id of a proposal: send it as get_proposals and writes tell it' });
    return z.NEVER;
  });
