import { present } from '@wikibot/contracts/define/present';
import type { Moved } from '@wikibot/contracts/requests/moves';
import { movePage } from '@wikibot/contracts/requests/moves';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import { changeAnswer, makeChange } from './change.ts';
import { commitMessage, dryRun, idempotencyKey, path, revision } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({
  path,
  new_path: path,
  revision: revision.optional().describe('Refuse if it changed since'),
  commit_message: commitMessage,
  idempotency_key: idempotencyKey,
  dry_run: dryRun,
});

/** So many pages are named in the text. */
const MOST_NAMED = 50;

const updatedLines = ({ updatedPages, counts }: Moved): readonly string[] => {
  if (counts.updatedPages === 0) return ['No backreferences needed updating.'];
  const named = updatedPages.slice(0, MOST_NAMED);
  const more = counts.updatedPages - named.length;
  return [
    `Updated ${counts.updatedPages} backreferences:`,
    ...named.map((page) => `  - ${page}`),
    ...(more > 0 ? [`  - … and ${more} more`] : []),
  ];
};

const restLine = ({ counts }: Moved): string => {
  const left = counts.notAllowed + counts.beyondLimit;
  return left === 0
    ? ''
    : `${left} pages still link to the old address, which leads to the new one: ${counts.notAllowed} you may not write, ${counts.beyondLimit} beyond what one change takes.`;
};

const withIt = ({ counts }: Moved): string =>
  counts.pages + counts.files > 1 ? `Moved with it: ${counts.pages - 1} pages below it and ${counts.files} files.` : '';

const run = async (asked: z.output<typeof input>, call: Call): Promise<ToolAnswer> => {
  const { path: from, new_path: newPath, revision: base, commit_message: message, idempotency_key: key, dry_run: tryOut } = asked;
  const data = present({ path: from, newPath, base, message });
  const done = await makeChange({ tool: 'rename_note', request: movePage, data, key, dryRun: tryOut }, call);
  if (!done.ok) return done;
  const { path: to, oldPath, revision: made, sequence, pages, files, updatedPages, counts } = done.answer;
  const opening = done.isDryRun ? `Would rename ${oldPath} -> ${to}` : `Renamed ${oldPath} -> ${to} (revision: ${made.slice(0, 8)})`;
  return changeAnswer(done, {
    lines: [opening, ...updatedLines(done.answer), withIt(done.answer), restLine(done.answer)],
    structured: { path: to, old_path: oldPath, revision: made, sequence, pages, files, updated_pages: updatedPages, counts },
  });
};

export const renameNote = defineTool({
  name: 'rename_note',
  title: 'Rename a note',
  description:
    'Move a page with its files and the pages below it to another path; links to it follow, and the old address leads to the new one.',
  access: 'write',
  input,
  output: z.object({ path: z.string(), old_path: z.string(), revision: z.string() }),
  paths: (asked) => [pageKey(asked.path), pageKey(asked.new_path)],
  run,
});
