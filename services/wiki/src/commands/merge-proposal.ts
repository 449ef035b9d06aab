import type { Context } from '@wikibot/contracts/define/context';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { ObjectId as AnyObjectId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { mergeProposal } from '@wikibot/contracts/requests/proposals';
import { blobText } from '../domain/blob-text.ts';
import type { ChosenFiles } from '../domain/proposing/chosen-files.ts';
import { chosenFiles } from '../domain/proposing/chosen-files.ts';
import type { Proposal } from '../domain/proposing/proposal.ts';
import { titleOf } from '../domain/proposing/proposal.ts';
import { proposalRefusals } from '../domain/proposing/proposal-refusals.ts';
import { shownPath } from '../domain/shown-path.ts';
import type { Ground, Merging, Plan, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { openProposal, personOnly } from './asked-proposal.ts';
import { closedProposal } from './close-proposal.ts';
import { mergedChanges, mergedDiffs } from './merged-changes.ts';
import type { MergedFiles } from './merged-files.ts';
import { mergedFiles } from './merged-files.ts';

type Answer = AnswerOf<typeof mergeProposal>;
type Data = DataOf<typeof mergeProposal>;

/** The write contract as ever: planned on the present head, planned again after a lost race. */
const slice: AnswerSlice<typeof mergeProposal, Ports> = async (data, context, ports) => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  return ports.heads.move(context, wikiId, async (ground) => {
    const found = await openProposal(data, { context, wikiId, ports });
    if (!found.ok) return found;
    return personOnly(context, data.proposal) ?? plan({ data, context, ports, proposal: found.proposal }, ground);
  });
};

export default slice;

interface Wish {
  readonly data: Data;
  readonly context: Context;
  readonly ports: Ports;
  readonly proposal: Proposal;
}

const plan = async (wish: Wish, ground: Ground): Promise<Plan<Answer> | Refused> => {
  const { data, ports, proposal } = wish;
  const choice = chosenFiles(proposal.files, data.pages);
  if (!choice.ok) return proposalRefusals['proposal.no-such-page']({ path: choice.path });
  const seen = await headSeen(data, ground);
  if (!seen.ok) return seen;
  const repository = ports.repositories.open(proposal.wikiId);
  const { resolutions } = data;
  const merged = await mergedFiles({ files: choice.chosen, resolutions, seen: seen.head, ground, repository });
  if (!merged.ok) return merged;
  if (merged.merged.length === 0) return proposalRefusals['proposal.nothing-to-merge']({ proposal: proposal.id });
  return planned(wish, ground, { choice, merged });
};

interface Work {
  readonly choice: ChosenFiles;
  readonly merged: MergedFiles;
}

const planned = async (wish: Wish, ground: Ground, { choice, merged }: Work): Promise<Plan<Answer>> => {
  const { data, ports, proposal } = wish;
  const repository = ports.repositories.open(proposal.wikiId);
  const left = [...new Set([...choice.left.map(({ file }) => shownPath(file)), ...merged.left])];
  const files = await mergedDiffs(merged.merged, { ground, textOf: blobText(repository), wantsLines: data.dryRun === true });
  return {
    ok: true,
    intent: 'merge',
    message: messageOf(data, proposal),
    said: data.message || titleOf(proposal),
    changes: await mergedChanges(merged.merged, repository),
    dryRun: data.dryRun,
    merging: mergingOf(wish, left),
    answer: ({ head, sequence }) => ({
      proposal: proposal.id,
      revision: head,
      sequence,
      files,
      left,
      ...present({ dryRun: data.dryRun || undefined }),
    }),
  };
};

/** Resolutions name the head that a conflict told of: it is one of the wiki. */
const headSeen = async ({ head }: Data, ground: Ground): Promise<{ readonly ok: true; readonly head: ObjectId | undefined } | Refused> => {
  if (head === undefined) return { ok: true, head: undefined };
  if (ground.wiki.head?.startsWith(head)) return { ok: true, head: ground.wiki.head };
  const whole = AnyObjectId.safeParse(head).data;
  return whole && (await ground.knows(whole)) ? { ok: true, head: whole } : refusals['revision.unknown']({ revision: head });
};

const MOST_MESSAGES = 20;

/** What its changes say of themselves stands in the commit that brings them in. */
const messageOf = ({ message }: Data, proposal: Proposal): string => {
  const [, ...others] = proposal.commits.map((commit) => commit.message.split('\n', 1)[0] ?? '');
  const lines = others.slice(0, MOST_MESSAGES).map((line) => `* ${line}`);
  const more = others.length - lines.length;
  return [message || titleOf(proposal), ...(lines.length > 0 ? ['', ...lines] : []), ...(more > 0 ? [`* and ${more} more`] : [])].join(
    '\n',
  );
};

const mergingOf = ({ data: { comment }, context, ports, proposal }: Wish, left: readonly string[]): Merging => ({
  proposal: { id: proposal.id, agent: proposal.agent },
  closing: (head) => {
    const time = new Date(ports.clock.now()).toISOString();
    const closing = { time, by: context.actor, revision: head, left: left.length, ...present({ reason: comment }) };
    return {
      fact: {
        name: 'wiki.ProposalMerged',
        data: { wikiId: proposal.wikiId, proposalId: proposal.id, head, left: [...left], ...present({ comment }) },
      },
      rows: ports.proposals.closing(closedProposal(proposal, 'merged', closing)),
    };
  },
});
