/** Every tool, in the order in which clients see them: what to call first comes first. */
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { denialOf } from '@wikibot/platform/kernel/access';
import type { ListedTool } from '../domain/tool-schema.ts';
import { inputSchemaOf, outputSchemaOf } from '../domain/tool-schema.ts';
import { deleteAttachment } from './delete-attachment.ts';
import { deleteNote } from './delete-note.ts';
import { downloadAttachment } from './download-attachment.ts';
import { editNote } from './edit-note.ts';
import { fetchPage } from './fetch-page.ts';
import { findOrphanedNotes } from './find-orphaned-notes.ts';
import { getHistory } from './get-history.ts';
import { getLinks } from './get-links.ts';
import { getProposals } from './get-proposals.ts';
import { getRecentChanges } from './get-recent-changes.ts';
import { listAttachments } from './list-attachments.ts';
import { listNotes } from './list-notes.ts';
import { readNote } from './read-note.ts';
import { renameNote } from './rename-note.ts';
import { searchNotes } from './search-notes.ts';
import { searchPages } from './search-pages.ts';
import { semanticSearch } from './semantic-search.ts';
import { undoSession } from './undo-session.ts';
import { uploadAttachment } from './upload-attachment.ts';
import type { Tool } from './tool.ts';
import { withdrawProposal } from './withdraw-proposal.ts';
import { writeNote } from './write-note.ts';

const TOOLS: readonly Tool[] = [
  readNote,
  searchNotes,
  semanticSearch,
  listNotes,
  getRecentChanges,
  getLinks,
  getHistory,
  findOrphanedNotes,
  writeNote,
  editNote,
  renameNote,
  deleteNote,
  undoSession,
  getProposals,
  withdrawProposal,
  listAttachments,
  downloadAttachment,
  uploadAttachment,
  deleteAttachment,
  searchPages,
  fetchPage,
];

/** The weakest case: a write may replace what is there, and a repeat without a key may fail. */
const HINTS = {
  read: { readOnlyHint: true, openWorldHint: false },
  write: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
} as const;

const changesNothing = ({ access, safe }: Tool): boolean => access === 'read' || safe === true;

const listed = (tool: Tool): ListedTool => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: inputSchemaOf(tool.input),
  outputSchema: outputSchemaOf(tool.output, tool.otherwise),
  annotations: HINTS[changesNothing(tool) ? 'read' : 'write'],
});

const LISTED: readonly { readonly tool: Tool; readonly entry: ListedTool }[] = TOOLS.map((tool) => ({ tool, entry: listed(tool) }));

/** Which clients look for tools of their own. */
const isOpenAi = (client: string): boolean => /openai|chatgpt/i.test(client);

/** Tools that a caller can never use are not shown; calling one says why it is not. */
export const toolsFor = (
  auth: AuthContext,
  { client, writable }: { readonly client: string; readonly writable: boolean },
): readonly ListedTool[] =>
  LISTED.filter(({ tool }) => tool.only === undefined || isOpenAi(client))
    .filter(({ tool }) => writable || changesNothing(tool))
    .filter(({ tool }) => !denialOf(auth, { access: tool.access }))
    .map(({ entry }) => entry);

export const findTool = (name: string): Tool | undefined => TOOLS.find((tool) => tool.name === name);
