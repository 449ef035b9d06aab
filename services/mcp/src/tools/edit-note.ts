import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { editPage } from '@wikibot/contracts/requests/pages';
import { editSection, SectionOperation } from '@wikibot/contracts/requests/sections';
import { invalid } from '@wikibot/platform/kernel/kernel-refusals';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import { commitMessage, dryRun, idempotencyKey, path, revision } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';
import { write } from './write.ts';
import { written } from './written.ts';

const input = z.strictObject({
  path,
  revision: revision.describe('Of the text you read'),
  old_string: z.string().min(1, 'is empty; copy a passage of the page').optional().describe('Exact passage, occurring once'),
  section: z.string().trim().min(1).max(1000).optional().describe('Instead of old_string: heading or address'),
  operation: z.enum(SectionOperation.options).optional().describe('On the section; default replace'),
  section_hash: z
    .string()
    .regex(/^[0-9a-f]{16}$/, 'is 16 hexadecimal digits, as read_note and writes tell it')
    .optional()
    .describe('Refuse if the section changed'),
  new_string: z.string().optional().describe('New text'),
  commit_message: commitMessage,
  idempotency_key: idempotencyKey,
  dry_run: dryRun,
});

type Input = z.output<typeof input>;

const wrong = (field: string, message: string): Refused => invalid({ issues: [{ path: field, message }] });

/** Two ways to say where, and neither takes what belongs to the other. */
const placeProblem = ({ section, old_string: passage, operation, section_hash: hash }: Input): Refused | undefined => {
  if ((section === undefined) === (passage === undefined)) return wrong('old_string', 'send either old_string, or section with operation');
  const isStray = section === undefined && (operation ?? hash) !== undefined;
  return isStray ? wrong('section', 'is missing; operation and section_hash go with it') : undefined;
};

const textProblem = ({ operation, new_string: text }: Input): Refused | undefined => {
  if (operation === 'delete') return text === undefined ? undefined : wrong('new_string', 'delete takes no new_string');
  return text === undefined ? wrong('new_string', 'is missing') : undefined;
};

const edit = (asked: Input, call: Call): Promise<ToolAnswer> => {
  const { path: where, revision: base, commit_message: message, idempotency_key: key, dry_run: tryOut } = asked;
  const shared = { tool: 'edit_note', key, dryRun: tryOut, verb: 'Edited' };
  const { section, operation = 'replace', section_hash: sectionHash, new_string: text } = asked;
  if (section !== undefined) {
    const data = present({ path: where, base, section, operation, content: text, sectionHash, message });
    return write({ ...shared, request: editSection, data }, call);
  }
  const data = present({ path: where, base, oldString: asked.old_string ?? '', newString: text ?? '', message });
  return write({ ...shared, request: editPage, data }, call);
};

export const editNote = defineTool({
  name: 'edit_note',
  title: 'Edit a note',
  description:
    'Change part of a page: replace one passage that occurs exactly once (front matter included), or a whole section. All else stays as it is. Needs the revision from read_note. For a whole text use write_note.',
  access: 'write',
  input,
  output: written,
  paths: ({ path: where }) => [pageKey(where)],
  run: (asked, call) => {
    const problem = placeProblem(asked) ?? textProblem(asked);
    return problem ? Promise.resolve(problem) : edit(asked, call);
  },
});
