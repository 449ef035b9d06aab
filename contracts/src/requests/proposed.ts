/** What a change is told that became part of a proposal: nothing of it is in the wiki before a person merges it. */
import * as z from 'zod';
import { ObjectId, ProposalId } from '../define/ids.ts';

const LineSum = z.object({ added: z.number().int(), removed: z.number().int() });

export const Proposed = z
  .object({
    id: ProposalId.optional().describe('Absent when it was only tried out and there is none yet.'),
    revision: ObjectId.optional().describe('Of the proposal with this change: the base to name when changing the same page again.'),
    href: z.string().optional().describe('Where it is read, below the address of the wiki.'),
    files: z.number().int().describe('How many files the whole proposal changes.'),
    lines: LineSum.describe('How many lines of text the whole proposal brings and takes away.'),
    opened: z.boolean().describe('This change opened it; otherwise it was added to an open one of the same session.'),
  })
  .meta({ id: 'Proposed' });
export type Proposed = z.infer<typeof Proposed>;
