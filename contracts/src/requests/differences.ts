/** What changed between two states of a page or of a wiki, as data. */
import * as z from 'zod';
import { ObjectId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { Change, PathText, RevisionText } from './pages.ts';

/** Lines from 1, both included; `[4, 3]` is the empty place before line 4. */
export const LineRange = z.tuple([z.number().int().positive(), z.number().int().nonnegative()]).meta({ id: 'LineRange' });

/** One line of a comparison. */
export const DiffLine = z
  .object({
    kind: z.enum(['same', 'removed', 'added']),
    before: z.number().int().positive().optional().describe('Its number in the older text.'),
    after: z.number().int().positive().optional().describe('Its number in the newer text.'),
    text: z.string().describe('Without the line feed at its end.'),
    unended: z.literal(true).optional().describe('The last line of its text, without a line feed.'),
    words: z
      .array(z.tuple([z.number().int(), z.number().int()]))
      .optional()
      .describe('What differs from the lines that it was exchanged for: [start, end) in UTF-16 units. Absent when all of it does.'),
  })
  .meta({ id: 'DiffLine' });
export type DiffLine = z.infer<typeof DiffLine>;

/** Changed lines with up to three equal ones around them. */
export const DiffHunk = z
  .object({ before: LineRange.describe('In the older text.'), after: LineRange.describe('In the newer text.'), lines: z.array(DiffLine) })
  .meta({ id: 'DiffHunk' });
export type DiffHunk = z.infer<typeof DiffHunk>;

/** How many lines a change brought and took away. */
export const LineCount = z.object({ added: z.number().int(), removed: z.number().int() }).meta({ id: 'LineCount' });

/** A page as one side of a comparison. */
export const DiffSide = z
  .object({
    revision: ObjectId.nullable().describe('Null before the first change of the wiki.'),
    path: z.string().nullable().describe('As it was called then; null when there was no such page.'),
  })
  .meta({ id: 'DiffSide' });

export const diffPage = defineRequest('wiki.DiffPage', {
  meaning: 'What changed in a page between two revisions, line by line and word by word; follows moves.',
  access: 'read',
  safe: true,
  data: z.strictObject({
    path: PathText.describe('As the page is called now, or was at `to`.'),
    from: RevisionText.optional().describe('The older side. Without it: the state before `to`.'),
    to: RevisionText.optional().describe('The newer side. Without it: the head, or, without `from` too, the latest change of the page.'),
    limit: z.number().int().min(1).max(5000).default(1000).describe('Most lines in one answer.'),
    cursor: z.string().max(20).optional().describe('`next` of the answer before.'),
  }),
  answer: z.object({
    path: z.string(),
    from: DiffSide,
    to: DiffSide,
    binary: z.literal(true).optional().describe('One of the two is no text: there are no lines to compare.'),
    lines: LineCount,
    hunks: z.array(DiffHunk),
    next: z.string().optional().describe('Present when there is more.'),
  }),
  paths: (data) => [data.path],
});

/** What a change did to one file. */
export const FileDiff = z
  .object({
    path: z.string().describe('The page, or of another file its place in the repository.'),
    kind: z.enum(['added', 'changed', 'deleted', 'moved']),
    from: z.string().optional().describe('Where it was before, when it was moved.'),
    page: z.boolean(),
    binary: z.literal(true).optional(),
    lines: LineCount.optional().describe('Of text.'),
    hunks: z.array(DiffHunk).optional(),
    more: z.literal(true).optional().describe('There are more hunks than fit: ask for the page.'),
  })
  .meta({ id: 'FileDiff' });
export type FileDiff = z.infer<typeof FileDiff>;

export const describeCommit = defineRequest('wiki.DescribeCommit', {
  version: 2,
  meaning:
    'One change of a wiki with all files that it touched. A commit that came with others in a push stands for itself, the last of them for the push.',
  access: 'read',
  safe: true,
  data: z.strictObject({
    revision: RevisionText,
    diffs: z.boolean().default(false).describe('With the changed lines.'),
    limit: z.number().int().min(1).max(200).default(50),
    cursor: z.string().max(20).optional().describe('`next` of the answer before.'),
  }),
  answer: z.object({
    change: Change,
    previous: ObjectId.nullable(),
    commits: z.number().int().positive().describe('How many commits it stands for.'),
    files: z.array(FileDiff),
    total: z.number().int().describe('How many files it touched, as far as the reader may know.'),
    next: z.string().optional(),
  }),
});
