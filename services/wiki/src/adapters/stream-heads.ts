/** Moves heads: git objects first, durably; then the fact, which is the commit; then the ref, which only follows. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { FileChanges, Intent } from '@wikibot/contracts/facts/wiki';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Decided } from '@wikibot/platform/kernel/event-store';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { ToldCommit } from '../domain/pushed-commits.ts';
import { closedToChanges } from '../domain/closed-to-changes.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Adoption, Archive, Authors, Entitlements, Ground, Heads, Names, Plan, StoredChange, Wikis } from '../ports.ts';
import type { Repositories, Repository } from '../ports/repository.ts';
import { refusals } from '../refusals.ts';
import { heldAt, heldPlan, readOnly } from './agent-holds.ts';
import type { AgentSessions } from './agent-sessions.ts';
import type { Authorship } from './authorship.ts';
import { triedOut } from './dry-run.ts';
import type { FactContents } from './fact-contents.ts';
import { headGround } from './head-ground.ts';
import { committed, storedOf } from './plan-commit.ts';
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
      const changes = await parts.contents.of(adoption.changes);
      return moved(context, wikiId, (wiki, sequence) => adopt({ context, wiki, sequence, adoption, changes }));
    },
  };
};

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
    const { context, wiki, repository } = move;
    const ground = headGround(wiki, move.sequence + 1, { repository, archive: parts.archive });
    const plan = await move.plan(ground);
    const held = heldPlan(context, wiki, plan);
    if (held.access === 'read-only') return readOnly(parts.names, wiki, held);
    if (!plan.ok) return plan;
    if (plan.changes.length === 0)
      return { ok: true, facts: [], answer: plan.answer({ head: wiki.head as ObjectId, sequence: move.sequence }) }; // nothing to change: there is a head
    const unsaid = unexplained(wiki, plan);
    if (unsaid) return unsaid;
    const growth = await grown(parts, { context, wiki, after: await sizeAfter(ground, plan) });
    if (!growth.ok) return growth;
    const written = await committed(parts.authorship, repository, { parent: wiki.head, plan, context });
    if (!written.ok) return written;
    if (plan.dryRun) return triedOut(ground, plan);
    const stored = plan.changes.map((change, place): StoredChange => storedOf(change, written.files[place]));
    const changes = await parts.contents.of(stored);
    const commits = [{ id: written.commit, message: plan.message.toWellFormed() }];
    const answer = plan.answer({ head: written.commit, sequence: move.sequence + 1, near: growth.near });
    return movedTo(parts, move, { head: written.commit, intent: plan.intent, commits, changes, growth, answer });
  };
};

/** The first pages need no reason. */
const unexplained = ({ messages }: Wiki, { intent, said }: Plan<unknown>): Refused | undefined =>
  messages === 'required' && intent !== 'bootstrap' && !said?.trim() ? refusals['wiki.message-required']({}) : undefined;

interface Adopting<A> {
  readonly context: Context;
  readonly wiki: Wiki;
  readonly sequence: number;
  readonly adoption: Adoption<A>;
  readonly changes: FileChanges;
}

const adopter =
  (parts: HeadParts) =>
  async <A>({ context, wiki, sequence, adoption, changes }: Adopting<A>): Promise<(Decided<A> & { readonly moved: Moved }) | Refused> => {
    if (wiki.status !== 'active') return refusals['wiki.not-ready']({ status: wiki.status });
    const held = heldAt(
      context,
      wiki,
      adoption.files.map(({ path }) => path),
    );
    if (held.access === 'read-only') return readOnly(parts.names, wiki, held);
    if (wiki.head !== adoption.previous) return refusals['git.moved-on']({});
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
}

/** What comes to be when the objects are there: the fact, and the wiki as it stands after it. */
const movedTo = <A>(
  { kernel, wikis }: HeadParts,
  { wiki, sequence }: Pick<Move<A>, 'wiki' | 'sequence'>,
  { answer, commits, growth: { pages, bytes, joining }, ...data }: NewHead<A>,
): Decided<A> & { readonly moved: Moved } => ({
  ok: true,
  facts: [{ name: 'wiki.HeadMoved', data: { wikiId: wiki.id, previous: wiki.head, commits: [...commits], pages, ...data } }],
  changes: [wikis.putting({ ...wiki, head: data.head, pages, bytes, changed: new Date(kernel.clock.now()).toISOString() }), ...joining],
  tenant: { accountId: wiki.ownerId, wikiId: wiki.id },
  answer,
  moved: { head: data.head, sequence: sequence + 1 },
});
