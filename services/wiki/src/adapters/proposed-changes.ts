/** Makes a proposal of a change, or adds it to an open one: objects first, durably; then the row and the fact, in one transaction. */
import type { Context } from '@wikibot/contracts/define/context';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { NewFact } from '@wikibot/contracts/define/fact';
import type { Actor } from '@wikibot/contracts/define/actor';
import type { Instant, ObjectId } from '@wikibot/contracts/define/ids';
import { ProposalId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { proposalsStream } from '@wikibot/contracts/facts/proposals';
import type { Proposed } from '@wikibot/contracts/requests/proposed';
import type { Decided } from '@wikibot/platform/kernel/event-store';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import { pagePathOfFile } from '@wikibot/platform/page/page-path';
import { changedLines } from '../domain/line-count.ts';
import type { AddedChange } from '../domain/proposing/grown-files.ts';
import { grownFiles } from '../domain/proposing/grown-files.ts';
import type { Proposal, ProposedFile } from '../domain/proposing/proposal.ts';
import { limitPassed, linesOf, PROPOSAL_LIMITS } from '../domain/proposing/proposal.ts';
import { proposalRefusals } from '../domain/proposing/proposal-refusals.ts';
import type { ToldCommit } from '../domain/pushed-commits.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ground } from '../ports.ts';
import type { Proposals } from '../ports/proposals.ts';

export interface ProposingParts {
  readonly kernel: KernelPorts;
  readonly proposals: Proposals;
}

/** What an agent wants to change, ready to be kept. */
export interface Proposing {
  readonly context: Context;
  readonly wiki: Wiki;
  /** The wiki at its head. */
  readonly ground: Ground;
  readonly onto: Proposal | undefined;
  readonly lane: string | undefined;
  /** Oldest first; the last one is the new revision. */
  readonly commits: readonly ToldCommit[];
  readonly changes: readonly AddedChange[];
  /** Undefined for bytes that are no text. */
  readonly textOf: (blob: ObjectId) => Promise<string | undefined>;
}

/** The proposal as it would be; refused when it would be beyond measure. */
export const grownProposal = async (
  { kernel, proposals }: ProposingParts,
  proposing: Proposing,
): Promise<{ readonly ok: true; readonly proposal: Proposal } | Refused> => {
  const { onto, wiki, context } = proposing;
  if (!onto && (await proposals.openCount(wiki.id)) >= PROPOSAL_LIMITS.open)
    return proposalRefusals['proposal.too-many']({ limit: PROPOSAL_LIMITS.open });
  const now = new Date(kernel.clock.now()).toISOString();
  const before = onto ?? { ...begun(context.actor, now), id: ProposalId.parse(kernel.ids.entity('prp')), wikiId: wiki.id };
  const proposal: Proposal = {
    ...before,
    ...present({ lane: proposing.lane }),
    changed: now,
    revision: proposing.commits.at(-1)?.id as ObjectId, // every change has a commit
    commits: [...before.commits, ...proposing.commits.map(({ id, message }) => ({ id, message: message.toWellFormed(), time: now }))],
    files: await filesOf(proposing),
    version: before.version + 1,
  };
  const what = limitPassed(proposal);
  return what === undefined ? { ok: true, proposal } : proposalRefusals['proposal.too-large']({ what, limit: PROPOSAL_LIMITS[what] });
};

const begun = (agent: Actor, now: Instant) => ({ status: 'open' as const, agent, opened: now, commits: [], files: [], version: 0 });

const filesOf = async ({ onto, changes, ground, textOf }: Proposing): Promise<readonly ProposedFile[]> => {
  const standing = async (file: string) => {
    const found = await ground.find(file);
    return found?.file === file ? found.oid : null;
  };
  const files = await grownFiles(onto?.files ?? [], changes, standing);
  const touched = new Set(changes.map(({ file }) => file));
  const text = async (blob: ObjectId | null) => (blob === null ? '' : textOf(blob));
  const counted = files.map(async (one) => {
    if (!touched.has(one.file)) return one;
    const { lines: _, ...plain } = one;
    const [before, after] = [await text(one.fromBase ?? one.base), await text(one.blob)];
    return before === undefined || after === undefined ? plain : { ...plain, lines: changedLines(before, after) };
  });
  return Promise.all(counted);
};

/** What its maker is told; of a trial without the name that it does not have yet. */
export const toldProposal = (proposal: Proposal, { onto, isTrial }: { onto: Proposal | undefined; isTrial: boolean }): Proposed => ({
  files: proposal.files.length,
  lines: linesOf(proposal.files),
  opened: onto === undefined,
  ...(isTrial ? present({ id: onto?.id, revision: onto?.revision }) : { id: proposal.id, revision: proposal.revision }),
  ...present({ href: isTrial ? onto && hrefOf(onto) : hrefOf(proposal) }),
});

const hrefOf = ({ id }: Proposal): string => `api/v1/proposals/${id}`;

/** To be called when the objects are there. */
export const keptProposal = <A>(
  { proposals }: ProposingParts,
  { wiki, onto, commits }: Proposing,
  { proposal, answer }: { readonly proposal: Proposal; readonly answer: A },
): Decided<A> => ({
  ok: true,
  facts: [],
  beside: { stream: streamOf(proposalsStream, wiki.id), facts: [factOf(proposal, commits, onto !== undefined)] },
  changes: onto ? proposals.extending(proposal) : proposals.opening(proposal),
  tenant: { accountId: wiki.ownerId, wikiId: wiki.id },
  answer,
});

const factOf = ({ id, wikiId, agent, revision, files }: Proposal, commits: readonly ToldCommit[], isOpen: boolean): NewFact => {
  const data = { wikiId, proposalId: id, agent, revision, commits: commits.map((one) => ({ ...one })), files: files.map(toldFile) };
  return { name: isOpen ? 'wiki.ProposalExtended' : 'wiki.ProposalOpened', data };
};

const toldFile = ({ file, base, blob, size, from }: ProposedFile) => ({
  file,
  base,
  blob,
  bytes: size,
  ...present({ from, page: pagePathOfFile(file) }),
});
