/** Moves heads: git objects first, durably; then the fact, which is the commit; then the ref, which only follows. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import { isMarkdownFile, pageKey } from '@wikibot/platform/page/page-path';
import { PathClash } from '../domain/file-changes.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Entitlements, FoundFile, Ground, Heads, Plan, Wikis } from '../ports.ts';
import { ObjectMissing } from '../ports/repository.ts';
import type { Repositories, Repository } from '../ports/repository.ts';
import { refusals } from '../refusals.ts';
import type { Authorship } from './authorship.ts';
import type { FactContents } from './fact-contents.ts';

export interface HeadParts {
  readonly kernel: KernelPorts;
  readonly wikis: Wikis;
  readonly repositories: Repositories;
  readonly contents: FactContents;
  readonly authorship: Authorship;
  readonly entitlements: Entitlements;
}

export const streamHeads = (parts: HeadParts): Heads => {
  const { kernel, wikis, repositories } = parts;

  const commit = async (repository: Repository, ground: Ground, { plan, context }: { plan: Plan<unknown>; context: Context }) => {
    const signature = await parts.authorship.of(context.actor);
    const message = parts.authorship.message(plan.message, context);
    return repository.commit({ parent: ground.wiki.head, changes: plan.changes, message, author: signature, committer: signature });
  };

  /** Pages after the plan: each change is looked at on the ground it will be made on. */
  const pagesAfter = async (ground: Ground, plan: Plan<unknown>): Promise<number> => {
    let pages = ground.wiki.pages;
    for (const change of plan.changes) {
      if (!isMarkdownFile(change.path)) continue;
      const exists = (await ground.spelling(change.path)) !== undefined;
      if ('content' in change && !exists) pages += 1;
      if ('delete' in change && exists) pages -= 1;
    }
    return pages;
  };

  const decide = async <A>(work: { context: Context; wiki: Wiki; sequence: number; repository: Repository; plan: (ground: Ground) => Promise<Plan<A> | Refused> }) => {
    const { context, wiki, repository } = work;
    const ground = groundOf(wiki, work.sequence + 1, repository);
    const plan = await work.plan(ground);
    if (!plan.ok) return plan;
    if (plan.changes.length === 0) return { ok: true as const, facts: [], answer: plan.answer({ head: wiki.head as ObjectId, sequence: work.sequence }) }; // a wiki without changes to make has a head
    const pages = await pagesAfter(ground, plan);
    const limits = await parts.entitlements.of(wiki.ownerId);
    if (!limits) return refusals['wiki.plan-unknown']({});
    const most = limits.pagesPerWiki;
    if (most !== null && pages > most && pages > wiki.pages) return refusals['wiki.pages-limit']({ limit: most });
    const written = await commit(repository, ground, { plan, context });
    const moved = { head: written.commit, sequence: work.sequence + 1 };
    const changes = await parts.contents.of(plan.changes, written.files);
    const after: Wiki = { ...wiki, ...plan.also?.wiki, head: written.commit, pages, changed: new Date(kernel.clock.now()).toISOString() };
    const data = { wikiId: wiki.id, head: written.commit, previous: wiki.head, intent: plan.intent, commits: [{ id: written.commit, message: plan.message }], changes, pages };
    return {
      ok: true as const,
      facts: [{ name: 'wiki.HeadMoved' as const, data }, ...(plan.also?.facts ?? [])],
      changes: [wikis.putting(after)],
      tenant: { accountId: wiki.ownerId, wikiId: wiki.id },
      answer: plan.answer(moved),
      head: written.commit,
    };
  };

  return {
    move: async <A>(context: Context, wikiId: WikiId, plan: (ground: Ground) => Promise<Plan<A> | Refused>): Promise<Outcome<A>> => {
      const repository = repositories.open(wikiId);
      const stream = streamOf(wikiStream, wikiId);
      let written: { head: ObjectId; sequence: number } | undefined;
      const outcome = await kernel.events.commit<A>(context, stream, async (sequence) => {
        const wiki = await wikis.get(wikiId);
        if (!wiki) return refusals['wiki.not-found']({});
        try {
          const decided = await decide({ context, wiki, sequence, repository, plan });
          if (decided.ok && 'head' in decided) written = { head: decided.head, sequence: sequence + 1 };
          return decided;
        } catch (error) {
          if (error instanceof PathClash) return refusals['page.place-taken']({ path: error.path });
          throw error;
        }
      });
      if (outcome.ok && written) follow(kernel, repository, written);
      return outcome;
    },
  };
};

/** The ref only follows: whoever waits for the answer does not wait for it, and the next move heals what failed. */
const follow = (kernel: KernelPorts, repository: Repository, { head, sequence }: { head: ObjectId; sequence: number }): void => {
  repository.advance(head, sequence).catch((error: unknown) => kernel.log('warn', 'a ref did not follow its head', { head, reason: String(error) }));
};

const groundOf = (wiki: Wiki, sequence: number, repository: Repository): Ground => {
  const { head } = wiki;
  const read = async (commit: ObjectId, file: string): Promise<FoundFile | undefined> => {
    const found = await repository.readFile(commit, file);
    return found && { file, ...found };
  };
  const spelling = async (file: string): Promise<string | undefined> => (head ? repository.resolve(head, file, nameKey) : undefined);
  return {
    wiki,
    sequence,
    spelling,
    find: async (file) => {
      const actual = await spelling(file);
      return actual === undefined || !head ? undefined : read(head, actual);
    },
    at: async (commit, file) => {
      try {
        return await read(commit, file);
      } catch (error) {
        if (error instanceof ObjectMissing) return undefined;
        throw error;
      }
    },
  };
};

/** Names that mean the same page are equal; the ending is part of a file's name and stays. */
const nameKey = (name: string): string => (isMarkdownFile(name) ? `${pageKey(name)}.md` : pageKey(name));
