/** Moves heads: git objects first, durably; then the fact, which is the commit; then the ref, which only follows. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { FileChanges, Intent } from '@wikibot/contracts/facts/wiki';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Decided } from '@wikibot/platform/kernel/event-store';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import { turns } from '@wikibot/platform/kernel/turns';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import type { FileChange } from '../domain/file-changes.ts';
import { contentOf, PathClash } from '../domain/file-changes.ts';
import { fileKey } from '../domain/file-key.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { ToldCommit } from '../domain/pushed-commits.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Adoption, Archive, Entitlements, Ground, Heads, Plan, StoredChange, Wikis } from '../ports.ts';
import type { Repositories, Repository } from '../ports/repository.ts';
import { refusals } from '../refusals.ts';
import type { AgentSessions } from './agent-sessions.ts';
import type { Authorship } from './authorship.ts';
import { triedOut } from './dry-run.ts';
import type { FactContents } from './fact-contents.ts';

export interface HeadParts {
  readonly kernel: KernelPorts;
  readonly wikis: Wikis;
  readonly repositories: Repositories;
  readonly contents: FactContents;
  readonly authorship: Authorship;
  readonly entitlements: Entitlements;
  readonly archive: Archive;
  readonly sessions: AgentSessions;
}

export const streamHeads = (parts: HeadParts): Heads => {
  const { kernel, wikis, repositories } = parts;
  const follow = follower(kernel);
  const moved = async <A>(context: Context, wikiId: WikiId, decide: DecideMove<A>): Promise<Outcome<A>> => {
    let written: Moved | undefined;
    const outcome = await kernel.events.commit<A>(context, streamOf(wikiStream, wikiId), async (sequence) => {
      const wiki = await wikis.get(wikiId);
      if (!wiki) return refusals['wiki.not-found']({});
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
      return moved(context, wikiId, (wiki, sequence) => adopt({ wiki, sequence, adoption, changes }));
    },
  };
};

type DecideMove<A> = (wiki: Wiki, sequence: number) => Promise<(Decided<A> & { readonly moved?: Moved }) | Refused>;

type PlanMove<A> = (ground: Ground) => Promise<Plan<A> | Refused>;

interface Moved {
  readonly head: ObjectId;
  readonly sequence: number;
}

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
    const ground = groundOf(wiki, move.sequence + 1, { repository, archive: parts.archive });
    const plan = await move.plan(ground);
    if (!plan.ok) return plan;
    if (plan.changes.length === 0)
      return { ok: true, facts: [], answer: plan.answer({ head: wiki.head as ObjectId, sequence: move.sequence }) }; // nothing to change: there is a head
    const pages = await pagesAfter(ground, plan);
    const denied = await overLimit(parts, wiki, pages);
    if (denied) return denied;
    const written = await committed(parts, repository, { ground, plan, context });
    if (!written.ok) return written;
    if (plan.dryRun) return triedOut(ground, plan);
    const stored = plan.changes.map((change, place): StoredChange => storedOf(change, written.files[place]));
    const changes = await parts.contents.of(stored);
    const commits = [{ id: written.commit, message: plan.message.toWellFormed() }];
    const answer = plan.answer({ head: written.commit, sequence: move.sequence + 1 });
    return movedTo(parts, move, { head: written.commit, intent: plan.intent, commits, changes, pages, answer });
  };
};

const storedOf = (change: FileChange, written: { readonly oid: ObjectId | null; readonly size: number } | undefined): StoredChange => ({
  path: change.path,
  blob: written?.oid ?? null,
  bytes: written?.size ?? 0,
  content: contentOf(change),
  ...('delete' in change ? {} : present({ from: change.from })),
});

interface Adopting<A> {
  readonly wiki: Wiki;
  readonly sequence: number;
  readonly adoption: Adoption<A>;
  readonly changes: FileChanges;
}

const adopter =
  (parts: HeadParts) =>
  async <A>({ wiki, sequence, adoption, changes }: Adopting<A>): Promise<(Decided<A> & { readonly moved: Moved }) | Refused> => {
    if (wiki.status !== 'active') return refusals['wiki.not-ready']({ status: wiki.status });
    if (wiki.head !== adoption.previous) return refusals['git.moved-on']({});
    const pages = wiki.pages + adoption.morePages;
    const denied = await overLimit(parts, wiki, pages);
    if (denied) return denied;
    await adoption.keep();
    const { head, intent, commits } = adoption;
    const answer = adoption.answer({ sequence: sequence + 1 });
    return movedTo(parts, { wiki, sequence }, { head, intent, commits, changes, pages, answer });
  };

interface NewHead<A> {
  readonly head: ObjectId;
  readonly intent: Intent;
  readonly commits: readonly ToldCommit[];
  readonly changes: FileChanges;
  readonly pages: number;
  readonly answer: A;
}

/** What comes to be when the objects are there: the fact, and the wiki as it stands after it. */
const movedTo = <A>(
  { kernel, wikis }: HeadParts,
  { wiki, sequence }: Pick<Move<A>, 'wiki' | 'sequence'>,
  { answer, commits, ...data }: NewHead<A>,
): Decided<A> & { readonly moved: Moved } => ({
  ok: true,
  facts: [{ name: 'wiki.HeadMoved', data: { wikiId: wiki.id, previous: wiki.head, commits: [...commits], ...data } }],
  changes: [wikis.putting({ ...wiki, head: data.head, pages: data.pages, changed: new Date(kernel.clock.now()).toISOString() })],
  tenant: { accountId: wiki.ownerId, wikiId: wiki.id },
  answer,
  moved: { head: data.head, sequence: sequence + 1 },
});

/** A file and a folder that want the same place are the caller's mistake, not ours. */
const committed = async (
  parts: HeadParts,
  repository: Repository,
  { ground, plan, context }: { ground: Ground; plan: Plan<unknown>; context: Context },
) => {
  const signature = await parts.authorship.of(context.actor);
  const message = parts.authorship.message(plan.message, context);
  const input = { parent: ground.wiki.head, changes: plan.changes, message, author: signature, committer: signature };
  try {
    return { ok: true as const, ...(await (plan.dryRun ? repository.rehearse(input) : repository.commit(input))) };
  } catch (error) {
    if (error instanceof PathClash) return refusals['page.place-taken']({ path: error.path });
    throw error;
  }
};

/** Pages after the plan: each change is looked at on the ground it will be made on. A file that is no text is kept, but is no page. */
const pagesAfter = async (ground: Ground, plan: Plan<unknown>): Promise<number> => {
  let { pages } = ground.wiki;
  for (const change of plan.changes) {
    if (!isMarkdownFile(change.path)) continue;
    const found = await ground.find(change.path);
    pages += Number(isText(contentOf(change))) - Number(isText(found?.content));
  }
  return pages;
};

const isText = (content: Uint8Array | undefined): boolean => content !== undefined && textOfBytes(content) !== undefined;

const overLimit = async ({ entitlements }: HeadParts, wiki: Wiki, pages: number): Promise<Refused | undefined> => {
  const limits = await entitlements.of(wiki.ownerId);
  if (!limits) return refusals['wiki.plan-unknown']({});
  const limit = limits.pagesPerWiki;
  return limit !== null && pages > limit && pages > wiki.pages ? refusals['wiki.pages-limit']({ limit }) : undefined;
};

/** So many commits of a wiki in this process, then its small packs are joined. */
const COMMITS_A_PACKING = 64;
const PACK_GRACE_MS = 10 * 60 * 1000;

/** The ref only follows: whoever waits for the answer does not wait for it, and the next move heals what failed. */
const follower = (kernel: KernelPorts) => {
  const commits = new Map<WikiId, number>();
  const inTurn = turns();
  const after = async (repository: Repository, wikiId: WikiId, { head, sequence }: Moved): Promise<void> => {
    await repository.advance(head, sequence);
    // The first commit of a process looks too: programs that never live long would otherwise never pack.
    const count = (commits.get(wikiId) ?? COMMITS_A_PACKING - 1) + 1;
    commits.set(wikiId, count % COMMITS_A_PACKING);
    if (count === COMMITS_A_PACKING) await repository.consolidate({ grace: PACK_GRACE_MS });
  };
  return (repository: Repository, wikiId: WikiId, moved: Moved): void => {
    inTurn('repositories', () => after(repository, wikiId, moved)).catch((error: unknown) =>
      kernel.log('warn', 'a ref did not follow its head', { wikiId, reason: String(error) }),
    );
  };
};

const groundOf = (wiki: Wiki, sequence: number, { repository, archive }: { repository: Repository; archive: Archive }): Ground => {
  const { head } = wiki;
  const spelling = async (file: string): Promise<string | undefined> => (head ? repository.resolve(head, file, fileKey) : undefined);
  return {
    wiki,
    sequence,
    spelling,
    find: async (file) => {
      const actual = await spelling(file);
      return actual === undefined || !head ? undefined : archive.fileAt(wiki.id, head, actual);
    },
    at: (commit, file) => archive.fileAt(wiki.id, commit, file),
    knows: (commit) => archive.knows(wiki.id, commit),
  };
};
