/** Every tool, in the order in which clients see them: what to call first comes first. */
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { denialOf } from '@wikibot/platform/kernel/access';
import type { ListedTool } from '../domain/tool-schema.ts';
import { inputSchemaOf, outputSchemaOf } from '../domain/tool-schema.ts';
import { editNote } from './edit-note.ts';
import { getRecentChanges } from './get-recent-changes.ts';
import { listNotes } from './list-notes.ts';
import { readNote } from './read-note.ts';
import { searchNotes } from './search-notes.ts';
import type { Tool } from './tool.ts';
import { writeNote } from './write-note.ts';

const TOOLS: readonly Tool[] = [readNote, writeNote, editNote, listNotes, searchNotes, getRecentChanges];

/** The weakest case: a write may replace what is there, and a repeat without a key may fail. */
const HINTS = {
  read: { readOnlyHint: true, openWorldHint: false },
  write: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
} as const;

const listed = ({ name, title, description, access, input, output }: Tool): ListedTool => ({
  name,
  title,
  description,
  inputSchema: inputSchemaOf(input),
  outputSchema: outputSchemaOf(output),
  annotations: HINTS[access],
});

const LISTED: readonly { readonly tool: Tool; readonly entry: ListedTool }[] = TOOLS.map((tool) => ({ tool, entry: listed(tool) }));

/** Tools that a caller can never use are not shown; calling one says why it is not. */
export const toolsFor = (auth: AuthContext): readonly ListedTool[] =>
  LISTED.filter(({ tool }) => !denialOf(auth, { access: tool.access })).map(({ entry }) => entry);

export const findTool = (name: string): Tool | undefined => TOOLS.find((tool) => tool.name === name);
