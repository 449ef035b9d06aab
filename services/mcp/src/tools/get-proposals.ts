import type { ProposalId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import { describeProposal, listProposals, ProposalStatus, readProposedPage } from '@wikibot/contracts/requests/proposals';
import { invalid } from '@wikibot/platform/kernel/kernel-refusals';
import { pageKey } from '@wikibot/platform/page/page-path';
import { cutAt } from '@wikibot/platform/page/words';
import * as z from 'zod';
import { describedText, entryLines, entryOf, fileOf } from '../domain/proposal-text.ts';
import { askOwner } from './ask-owner.ts';
import { listCursor, path, proposal } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

/** So many stand in one answer. */
const MOST = { proposals: 20, files: 20 };
/** Of a proposed page's text, in UTF-16 units. */
const MOST_UNITS = 80_000;

const input = z.strictObject({
  proposal: proposal.optional().describe('One, with its diff'),
  path: path.optional().describe('Its text as proposed'),
  status: z.enum(ProposalStatus.options).optional().describe('Default open'),
  cursor: listCursor,
});

type Input = z.output<typeof input>;

const listed = async ({ status = 'open', cursor }: Input, call: Call): Promise<ToolAnswer> => {
  const outcome = await askOwner(call, listProposals, { data: present({ status, limit: MOST.proposals, cursor }) });
  if (!outcome.ok) return outcome;
  const { proposals, open, next } = outcome.answer;
  const rest = next === undefined ? '' : `\n\n[Older ones: call get_proposals with status="${status}" and cursor="${next}".]`;
  const text =
    proposals.length === 0
      ? `No ${status} proposals.`
      : `${proposals.length} ${status} proposals:\n\n${proposals.map(entryLines).join('\n')}`;
  return { ok: true, text: text + rest, structured: present({ proposals: proposals.map(entryOf), open, cursor: next }) };
};

const described = async (id: ProposalId, cursor: string | undefined, call: Call): Promise<ToolAnswer> => {
  const outcome = await askOwner(call, describeProposal, { data: present({ proposal: id, limit: MOST.files, cursor }) });
  if (!outcome.ok) return outcome;
  const { proposal: entry, files, total, next } = outcome.answer;
  const rest = next === undefined ? '' : `\n\n[More files: call get_proposals with proposal="${id}" and cursor="${next}".]`;
  const structured = present({ proposal: entryOf(entry), files: files.map(fileOf), total, cursor: next });
  return { ok: true, text: describedText(outcome.answer) + rest, structured };
};

const proposedText = async (id: ProposalId, asked: string, call: Call): Promise<ToolAnswer> => {
  const outcome = await askOwner(call, readProposedPage, { data: { proposal: id, path: asked } });
  if (!outcome.ok) return outcome;
  const { path: where, revision, content, proposed } = outcome.answer;
  const about = proposed ? `as proposal ${id} would have it` : `as it stands: proposal ${id} does not change it`;
  const isCut = content.length > MOST_UNITS;
  const shown = isCut ? cutAt(content, MOST_UNITS) : content;
  const end = isCut ? '\n\n[The text is cut.]' : '';
  const text = `# ${where}, ${about}\nRevision: ${revision}\n\n---\n${shown}${end}`;
  return { ok: true, text, structured: present({ path: where, revision, proposed, content: shown, cut: isCut ? true : undefined }) };
};

const run = async (asked: Input, call: Call): Promise<ToolAnswer> => {
  const { proposal: id, path: where, cursor } = asked;
  if (id === undefined) {
    return where === undefined
      ? listed(asked, call)
      : invalid({ issues: [{ path: 'proposal', message: 'is missing; path goes with it' }] });
  }
  return where === undefined ? described(id, cursor, call) : proposedText(id, where, call);
};

export const getProposals = defineTool({
  name: 'get_proposals',
  title: 'Proposals',
  description: 'Changes of agents that wait for a person to merge or decline them, or one of them with its diff and what became of it.',
  access: 'write',
  safe: true,
  input,
  output: z.object({ proposals: z.array(z.looseObject({ id: z.string() })), cursor: z.string().optional() }),
  otherwise: [
    ['proposal', 'files'],
    ['path', 'revision', 'content'],
  ],
  paths: ({ path: where }) => (where === undefined ? [] : [pageKey(where)]),
  run,
});
