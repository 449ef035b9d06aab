/** Moves heads: git objects first, durably; then the fact, which is the commit; then the ref, which only follows. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { proposalsStream } from '@wikibot/contracts/facts/proposals';
import type { FileChanges, Intent } from '@wikibot/contracts/facts/wiki';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Decided } from '@wikibot/platform/kernel/event-store';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { ToldCommit } from '../domain/pushed-commits.ts';
import { closedToChanges } from '../domain/closed-to-changes.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Adoption, Archive, Authors, Entitlements, Ground, Heads, Merging, Names, Plan, StoredChange, Wikis } from '../ports.ts';
import type { Proposals } from '../ports/proposals.ts';
import type { Repositories, Repository } from '../ports/repository.ts';
import { lifeRefusals } from '../domain/life-refusals.ts';
import { refusals } from '../refusals.ts';
import { heldAt, readOnly } from './agent-holds.ts';
import type { AgentSessions } from './agent-sessions.ts';
import { wayOf } from './agent-way.ts';
import type { Authorship } from './authorship.ts';
import { triedOut } from './dry-run.ts';
import type { FactContents } from './fact-contents.ts';
import { headGround } from './head-ground.ts';
import { committed, storedOf } from './plan-commit.ts';
import { proposedPlan } from './propose-plan.ts';
import { proposedPush } from './propose-push.ts';
import { toldProposal } from './proposed-changes.ts';
import type { Moved } from './ref-follower.ts';
import { refFollower } from './ref-follower.ts';
import type { Grown } from './wiki-growth.ts';
import { grown, sizeAfter } from './wiki-growth.ts';

export interface HeadParts {
  readonly kernel: KernelPorts;
  readonly wikis: Wikis;
  readonly repositories: Repositories;
  readonly contents: FactContents;
  readonly authorship: Authorship;
  readonly entitlements: Entitlements;
  readonly authors: Authors;
  readonly archive: Archive;
  readonly sessions: AgentSessions;
  readonly names: Names;
  readonly proposals: Proposals;
}

export const streamHeads = (parts: HeadParts): Heads => {
  const { kernel, wikis, repositories } = parts;
  const follow = refFollower(kernel);
  const moved = async <A>(context: Context, wikiId: WikiId, decide: DecideMove<A>): Promise<Outcome<A>> => {
    let written: Moved | undefined;
    const outcome = await kernel.events.commit<A>(context, streamOf(wikiStream, wikiId), async (sequence) => {
      const wiki = await wikis.get(wikiId);
      if (!wiki) return refusals['wiki.not-found']({});
      const denied = closedToChanges(wiki);
      if (denied) return denied;
      const decided = await decide(wiki, sequence);
      written = decided.ok ? decided.moved : undefined;
      return decided;
    });
    if (outcome.ok && written) follow(repositories.open(wikiId), wikiId, written);
    return outcome;
  };
  const decide = decider(parts);
  const adopt = adopter(parts);
  return {
    move: async (given, wikiId, plan) => {
      const context = await parts.sessions.in(given, wikiId);
      return moved(context, wikiId, (wiki, sequence) => decide({ context, wiki, sequence, repository: repositories.open(wikiId), plan }));
    },
    adopt: async (context, wikiId, adoption) => {
      // Whatever happens meanwhile, these are the changes from one commit to another.
      const sizes = new Map<string, number>();
      const changes = await parts.contents.of(measured(adoption.changes, sizes), { wikiId });
      return moved(context, wikiId, (wiki, sequence) => adopt({ context, wiki, sequence, adoption, changes, sizes }));
    },
  };
};

async function* measured(changes: AsyncIterable<StoredChange>, sizes: Map<string, number>): AsyncIterable<StoredChange> {
  for await (const change of changes) {
    sizes.set(change.path, change.bytes);
    yield change;
  }
}

type DecideMove<A> = (wiki: Wiki, sequence: number) => Promise<(Decided<A> & { readonly moved?: Moved }) | Refused>;

type PlanMove<A> = (ground: Ground) => Promise<Plan<A> | Refused>;

interface Move<A> {
  readonly context: Context;
  readonly wiki: Wiki;
  /** The sequence that the move is decided on. */
  readonly sequence: number;
  readonly repository: Repository;
  readonly plan: PlanMove<A>;
}

const decider = (parts: HeadParts) => {
  return async <A>(move: Move<A>): Promise<(Decided<A> & { readonly moved?: Moved }) | Refused> => {
    const { wiki, repository, sequence } = move;
    const ground = headGround(wiki, sequence + 1, { repository, archive: parts.archive });
    const way = await wayOf(parts, move, ground);
    if (!way.ok) return way;
    if (way.plan.changes.length === 0) {
      const proposal = way.onto && toldProposal(way.onto, { onto: way.onto, isTrial: false });
      // Nothing to change: there is a head.
      return { ok: true, facts: [], answer: way.plan.answer({ head: wiki.head as ObjectId, sequence, proposal }) };
    }
    const unsaid = unexplained(wiki, way.plan);
    if (unsaid) return unsaid;
    return way.proposes ? proposedPlan(parts, move, { ...way, ground }) : headMove(parts, move, { plan: way.plan, ground });
  };
};

const headMove = async <A>(
  parts: HeadParts,
  move: Move<A>,
  { plan, ground }: { readonly plan: Plan<A>; readonly ground: Ground },
): Promise<(Decided<A> & { readonly moved?: Moved }) | Refused> => {
  const { context, wiki, repository } = move;
  const growth = await grown(parts, { context: authoring(context, plan), wiki, after: await sizeAfter(ground, plan) });
  if (!growth.ok) return growth;
  const written = await committed(parts.authorship, repository, { parent: wiki.head, plan, context });
  if (!written.ok) return written;
  if (plan.dryRun) return triedOut(ground, plan);
  const stored = plan.changes.map((change, place): StoredChange => storedOf(change, written.files[place]));
  const changes = await parts.contents.of(stored, { wikiId: wiki.id });
  const commits = [{ id: written.commit, message: plan.message.toWellFormed() }];
  const answer = plan.answer({ head: written.commit, sequence: move.sequence + 1, near: growth.near });
  const { merging } = plan;
  return movedTo(parts, move, { head: written.commit, intent: plan.intent, commits, changes, growth, answer, merging });
};

/** What is merged was written by the agent that proposed it, in the name of whom it acts for. */
const authoring = (context: Context, { merging }: Plan<unknown>): Context =>
  merging ? { ...context, actor: merging.proposal.agent } : context;

/** The first pages need no reason. */
const unexplained = ({ messages }: Wiki, { intent, said }: Plan<unknown>): Refused | undefined =>
  messages === 'required' && intent !== 'bootstrap' && !said?.trim() ? lifeRefusals['wiki.message-required']({}) : undefined;

interface Adopting<A> {
  readonly context: Context;
  readonly wiki: Wiki;
  readonly sequence: number;
  readonly adoption: Adoption<A>;
  readonly changes: FileChanges;
  readonly sizes: ReadonlyMap<string, number>;
}

const adopter =
  (parts: HeadParts) =>
  async <A>(adopting: Adopting<A>): Promise<(Decided<A> & { readonly moved?: Moved }) | Refused> => {
    const { context, wiki, sequence, adoption, changes } = adopting;
    if (wiki.status !== 'active') return refusals['wiki.not-ready']({ status: wiki.status });
    const files = adoption.files.map(({ path }) => path);
    const held = heldAt(context, wiki, files);
    if (held.access === 'read-only') return readOnly(parts.names, wiki, held);
    if (wiki.head !== adoption.previous) return refusals['git.moved-on']({});
    if (held.access === 'propose') return proposedPush(parts, adopting);
    const after = { pages: wiki.pages + adoption.morePages, bytes: Math.max(0, (wiki.bytes ?? 0) + adoption.moreBytes) };
    const growth = await grown(parts, { context, wiki, after });
    if (!growth.ok) return growth;
    await adoption.keep();
    const { head, intent, commits } = adoption;
    const answer = adoption.answer({ sequence: sequence + 1, near: growth.near });
    return movedTo(parts, { wiki, sequence }, { head, intent, commits, changes, growth, answer });
  };

interface NewHead<A> {
  readonly head: ObjectId;
  readonly intent: Intent;
  readonly commits: readonly ToldCommit[];
  readonly changes: FileChanges;
  readonly growth: Grown;
  readonly answer: A;
  readonly merging?: Merging | undefined;
}

/** What comes to be when the objects are there: the fact, and the wiki as it stands after it; of a merge also what becomes of the proposal. */
const movedTo = <A>(
  { kernel, wikis }: HeadParts,
  { wiki, sequence }: Pick<Move<A>, 'wiki' | 'sequence'>,
  { answer, commits, merging, growth: { pages, bytes, joining }, ...moved }: NewHead<A>,
): Decided<A> & { readonly moved: Moved } => {
  const closing = merging?.closing(moved.head);
  const data = {
    wikiId: wiki.id,
    previous: wiki.head,
    commits: [...commits],
    pages,
    ...moved,
    ...present({ proposal: merging?.proposal }),
  };
  const changed = new Date(kernel.clock.now()).toISOString();
  return {
    ok: true,
    facts: [{ name: 'wiki.HeadMoved', data }],
    ...present({ beside: closing && { stream: streamOf(proposalsStream, wiki.id), facts: [closing.fact] } }),
    changes: [wikis.putting({ ...wiki, head: moved.head, pages, bytes, changed }), ...joining, ...(closing?.rows ?? [])],
    tenant: { accountId: wiki.ownerId, wikiId: wiki.id },
    answer,
    moved: { head: moved.head, sequence: sequence + 1 },
  };
};
