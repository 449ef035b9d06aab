/** Which way a planned change goes: into the head, or into a proposal of the agent that makes it. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { EVERYTHING, strictestOf } from '../domain/policy/agent-access.ts';
import { sessionLane } from '../domain/proposing/lane.ts';
import type { Proposal } from '../domain/proposing/proposal.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ground, Names, Plan } from '../ports.ts';
import type { Proposals } from '../ports/proposals.ts';
import type { Repository } from '../ports/repository.ts';
import { heldPlan, readOnly } from './agent-holds.ts';
import { proposalGround } from './proposal-ground.ts';

export interface Way<A> {
  readonly ok: true;
  readonly plan: Plan<A>;
  /** It becomes a proposal, or part of the open one. */
  readonly proposes: boolean;
  /** The open proposal on whose state the plan was made. */
  readonly onto?: Proposal | undefined;
}

export interface Travelling<A> {
  readonly context: Context;
  readonly wiki: Wiki;
  readonly repository: Repository;
  readonly plan: (ground: Ground) => Promise<Plan<A> | Refused>;
}

type Planned<A> = Plan<A> | Refused;

interface WayParts {
  readonly names: Names;
  readonly proposals: Proposals;
}

/**
 * An agent with an open proposal sees its own changes when it makes further ones, so the plan is made there first. Where it may write at once
 * the head alone counts, and the plan is made on that.
 */
export const wayOf = async <A>(parts: WayParts, travelling: Travelling<A>, ground: Ground): Promise<Way<A> | Refused> => {
  const { context, wiki, plan } = travelling;
  const open = mayHoldBack(context, wiki) ? await parts.proposals.openIn(wiki.id, sessionLane(context.actor)) : undefined;
  const staged = open && (await plan(proposalGround(ground, open, travelling.repository)));
  if (staged && goesOn(staged, travelling)) return { ok: true, plan: staged, proposes: true, onto: open };
  const planned = await plan(ground);
  const held = heldPlan(context, wiki, planned);
  if (held.access === 'read-only') return readOnly(parts.names, wiki, held);
  if (held.access === 'propose') return proposing(planned, staged, open);
  return planned.ok ? { ok: true, plan: planned, proposes: false } : planned;
};

const goesOn = <A>(staged: Planned<A>, { context, wiki }: Travelling<A>): staged is Plan<A> =>
  staged.ok && !staged.apart && heldPlan(context, wiki, staged).access === 'propose';

/** In a folder where an agent may propose, its open proposal has the word: also when it says that nothing changes, or why it cannot. */
const proposing = <A>(planned: Planned<A>, staged: Planned<A> | undefined, open: Proposal | undefined): Way<A> | Refused => {
  const isAlone = !staged || (planned.ok && planned.apart === true);
  if (isAlone) return planned.ok ? { ok: true, plan: planned, proposes: true } : planned;
  return staged.ok ? { ok: true, plan: staged, proposes: false, onto: open } : staged;
};

const mayHoldBack = ({ actor }: Context, { agentPolicy = EVERYTHING }: Wiki): boolean =>
  actor.kind === 'agent' && strictestOf(agentPolicy) !== 'direct';
