/** A proposal as somebody may see it: without what is closed to them, and not at all when that is everything. */
import { accountOf } from '@wikibot/contracts/define/actor';
import type { Actor } from '@wikibot/contracts/define/actor';
import type { ObjectId, ProposalId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { ProposalEntry } from '@wikibot/contracts/requests/proposals';
import { MOST_PATHS_NAMED } from '@wikibot/contracts/requests/proposals';
import { placesLeft } from '../domain/proposing/chosen-files.ts';
import type { Proposal, ProposedFile } from '../domain/proposing/proposal.ts';
import { linesOf, titleOf } from '../domain/proposing/proposal.ts';
import { proposalRefusals } from '../domain/proposing/proposal-refusals.ts';
import { shownPath } from '../domain/shown-path.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { Reader } from './reader.ts';

export interface SeenProposal {
  readonly proposal: Proposal;
  /** Those that the reader may see, moved ones by their new place. */
  readonly files: readonly ProposedFile[];
  /** Some of it is closed to the reader. */
  readonly hides: boolean;
}

/** Of a move that leads out of or into a closed folder nothing is told. */
export const seenProposal = (proposal: Proposal, { maySee }: Pick<Reader, 'maySee'>): SeenProposal | undefined => {
  const left = placesLeft(proposal.files);
  const told = proposal.files.filter(({ file, blob }) => blob !== null || !left.has(file));
  const files = told.filter(({ file, from }) => maySee(shownPath(file)) && (from === undefined || maySee(shownPath(from))));
  return files.length === 0 && told.length > 0 ? undefined : { proposal, files, hides: files.length < told.length };
};

export interface AskedProposal {
  readonly wiki: Wiki;
  readonly seen: SeenProposal;
}

export const askedProposal = async (
  id: ProposalId,
  reader: Reader | undefined,
  ports: Ports,
): Promise<({ readonly ok: true } & AskedProposal) | Refused> => {
  const wiki = reader && (await ports.wikis.get(reader.wikiId));
  if (!reader || !wiki) return refusals['wiki.not-found']({});
  const proposal = await ports.proposals.get(reader.wikiId, id);
  const seen = proposal && seenProposal(proposal, reader);
  return seen ? { ok: true, wiki, seen } : proposalRefusals['proposal.unknown']({ proposal: id });
};

/** Whether the wiki has changed a file since the proposal first touched it. */
export const isOutdated = async (ports: Ports, wiki: Wiki, { file, base, from, fromBase }: ProposedFile): Promise<boolean> => {
  const standing = async (path: string): Promise<ObjectId | null> =>
    wiki.head ? ((await ports.repositories.open(wiki.id).fileId(wiki.head, path)) ?? null) : null;
  if ((await standing(file)) !== base) return true;
  return from !== undefined && (await standing(from)) !== (fromBase ?? null);
};

export const entryOf = async (ports: Ports, { wiki, seen }: AskedProposal): Promise<ProposalEntry> => {
  const { proposal, files, hides } = seen;
  const { id, status, agent, opened, changed, revision, commits } = proposal;
  const outdated = status === 'open' && (await someOutdated(ports, wiki, files));
  return {
    id,
    status,
    title: hides ? '' : titleOf(proposal),
    agent,
    opened,
    changed,
    revision,
    commits: commits.length,
    files: files.length,
    lines: linesOf(files),
    paths: files.slice(0, MOST_PATHS_NAMED).map(({ file }) => shownPath(file)),
    outdated,
    ...present({ author: await nameOf(ports, agent), closing: await closingOf(ports, seen) }),
  };
};

const someOutdated = async (ports: Ports, wiki: Wiki, files: readonly ProposedFile[]): Promise<boolean> => {
  for (const file of files) if (await isOutdated(ports, wiki, file)) return true;
  return false;
};

/** What was said at the end may name what is hidden. */
const closingOf = async (ports: Ports, { proposal: { closing }, hides }: SeenProposal): Promise<ProposalEntry['closing']> => {
  if (!closing) return undefined;
  const { reason, ...plain } = closing;
  return { ...plain, ...present({ reason: hides ? undefined : reason, author: await nameOf(ports, closing.by) }) };
};

const nameOf = async ({ names }: Ports, actor: Actor): Promise<string | undefined> => {
  const accountId = accountOf(actor);
  return accountId && names.of(accountId);
};
