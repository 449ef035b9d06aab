/** A planned change of an agent becomes a proposal, or part of its open one. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Decided } from '@wikibot/platform/kernel/event-store';
import { blobText } from '../domain/blob-text.ts';
import { contentOf } from '../domain/file-changes.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { AddedChange } from '../domain/proposing/grown-files.ts';
import { sessionLane } from '../domain/proposing/lane.ts';
import type { Proposal } from '../domain/proposing/proposal.ts';
import type { Ground, Plan } from '../ports.ts';
import type { Committed, Repository } from '../ports/repository.ts';
import type { Travelling, Way } from './agent-way.ts';
import type { Authorship } from './authorship.ts';
import { committed } from './plan-commit.ts';
import type { Proposing, ProposingParts } from './proposed-changes.ts';
import { grownProposal, keptProposal, toldProposal } from './proposed-changes.ts';

interface PlanParts extends ProposingParts {
  readonly authorship: Authorship;
}

interface Planned<A> extends Way<A> {
  readonly ground: Ground;
}

/** It is tried out first: what a proposal has no room for is not written. */
export const proposedPlan = async <A>(
  parts: PlanParts,
  move: Travelling<A> & { readonly sequence: number },
  { plan, onto, ground }: Planned<A>,
): Promise<Decided<A> | Refused> => {
  const { context, wiki, repository, sequence } = move;
  const parent = onto?.revision ?? wiki.head;
  const tried = await committed(parts.authorship, repository, { parent, plan: { ...plan, dryRun: true }, context });
  if (!tried.ok) return tried;
  const proposing: Proposing = {
    context,
    wiki,
    ground,
    onto,
    lane: plan.apart ? undefined : sessionLane(context.actor),
    commits: [{ id: tried.commit, message: plan.message }],
    changes: changesOf(plan, tried),
    textOf: textsOf(plan, tried, repository),
  };
  const grown = await grownProposal(parts, proposing);
  if (!grown.ok) return grown;
  const trial = toldProposal(grown.proposal, { onto, isTrial: true });
  if (plan.dryRun) return { ok: true, facts: [], answer: plan.answer({ head: parent as ObjectId, sequence, proposal: trial }) }; // a wiki that is used has a head
  const written = await committed(parts.authorship, repository, { parent, plan, context });
  if (!written.ok) return written;
  const proposal = withCommit(grown.proposal, written.commit);
  const told = toldProposal(proposal, { onto, isTrial: false });
  const answer = plan.answer({ head: written.commit, sequence, proposal: told });
  return keptProposal(parts, { ...proposing, commits: [{ id: written.commit, message: plan.message }] }, { proposal, answer });
};

/** Commits are called by their time, too: the one that is written may have another name than the one that was tried out. */
const withCommit = (proposal: Proposal, id: ObjectId): Proposal => ({
  ...proposal,
  revision: id,
  commits: proposal.commits.map((commit, index) => (index === proposal.commits.length - 1 ? { ...commit, id } : commit)),
});

const changesOf = ({ changes }: Plan<unknown>, { files }: Committed): readonly AddedChange[] =>
  changes.map((change, place) => ({
    file: change.path,
    blob: files[place]?.oid ?? null,
    size: files[place]?.size ?? 0,
    from: 'delete' in change ? undefined : change.from,
  }));

/** What is only tried out is in no repository. */
const textsOf = ({ changes }: Plan<unknown>, { files }: Committed, repository: Repository): Proposing['textOf'] => {
  const fresh = new Map(files.map(({ oid }, place) => [oid, changes[place]]));
  const stored = blobText(repository);
  return async (blob) => {
    const change = fresh.get(blob);
    const content = change && contentOf(change);
    return content ? textOfBytes(content) : stored(blob);
  };
};
