/** Writes the commit that a plan comes to; nobody sees it before a fact names it. */
import type { Context } from '@wikibot/contracts/define/context';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { FileChange } from '../domain/file-changes.ts';
import { contentOf, PathClash } from '../domain/file-changes.ts';
import type { Plan, StoredChange } from '../ports.ts';
import type { Committed, Repository } from '../ports/repository.ts';
import { refusals } from '../refusals.ts';
import type { Authorship } from './authorship.ts';

export interface Committing {
  readonly parent: ObjectId | null;
  readonly plan: Plan<unknown>;
  readonly context: Context;
}

/** A file and a folder that want the same place are the caller's mistake, not ours. */
export const committed = async (
  authorship: Authorship,
  repository: Repository,
  { parent, plan, context }: Committing,
): Promise<({ readonly ok: true } & Committed) | Refused> => {
  const committer = await authorship.of(context.actor);
  const merged = plan.merging?.proposal;
  const author = merged ? await authorship.of(merged.agent) : committer;
  const message = authorship.message(plan.message, context, merged);
  const input = { parent, changes: plan.changes, message, author, committer };
  try {
    return { ok: true, ...(await (plan.dryRun ? repository.rehearse(input) : repository.commit(input))) };
  } catch (error) {
    if (error instanceof PathClash) return refusals['page.place-taken']({ path: error.path });
    throw error;
  }
};

/** A change as facts tell of it. */
export const storedOf = (
  change: FileChange,
  written: { readonly oid: ObjectId | null; readonly size: number } | undefined,
): StoredChange => ({
  path: change.path,
  blob: written?.oid ?? null,
  bytes: written?.size ?? 0,
  content: contentOf(change),
  ...('delete' in change ? {} : present({ from: change.from })),
});
