/** What an agent has pushed becomes a proposal of its own, with its commits as they are. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Decided } from '@wikibot/platform/kernel/event-store';
import { blobText } from '../domain/blob-text.ts';
import { pushLane } from '../domain/proposing/lane.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Adoption, Archive } from '../ports.ts';
import type { Repositories } from '../ports/repository.ts';
import { headGround } from './head-ground.ts';
import type { Proposing, ProposingParts } from './proposed-changes.ts';
import { grownProposal, keptProposal, toldProposal } from './proposed-changes.ts';

interface PushParts extends ProposingParts {
  readonly repositories: Repositories;
  readonly archive: Archive;
}

interface Pushing<A> {
  readonly context: Context;
  readonly wiki: Wiki;
  readonly sequence: number;
  readonly adoption: Adoption<A>;
  /** Bytes by path. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** The same commit, pushed again, is the same proposal. */
export const proposedPush = async <A>(parts: PushParts, pushing: Pushing<A>): Promise<Decided<A> | Refused> => {
  const { context, wiki, sequence, adoption, sizes } = pushing;
  const lane = pushLane(context.actor, adoption.head);
  const known = await parts.proposals.openIn(wiki.id, lane);
  if (known)
    return { ok: true, facts: [], answer: adoption.answer({ sequence, proposal: toldProposal(known, { onto: known, isTrial: false }) }) };
  const repository = parts.repositories.open(wiki.id);
  const proposing: Proposing = {
    context,
    wiki,
    ground: headGround(wiki, sequence + 1, { repository, archive: parts.archive }),
    onto: undefined,
    lane,
    commits: adoption.commits,
    changes: adoption.files.map(({ path, after }) => ({ file: path, blob: after ?? null, size: sizes.get(path) ?? 0 })),
    textOf: async () => undefined,
  };
  const possible = await grownProposal(parts, proposing);
  if (!possible.ok) return possible;
  await adoption.keep();
  // Lines can be counted now that the objects are there.
  const grown = await grownProposal(parts, { ...proposing, textOf: blobText(repository) });
  if (!grown.ok) return grown;
  const answer = adoption.answer({ sequence, proposal: toldProposal(grown.proposal, { onto: undefined, isTrial: false }) });
  return keptProposal(parts, proposing, { proposal: grown.proposal, answer });
};
