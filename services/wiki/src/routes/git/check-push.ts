/** Everything that must hold before a push becomes the history of a wiki. Nothing here moves or keeps anything. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import { missingCommits, type MissingCommits } from '../../domain/commit-graph.ts';
import { textOfBytes } from '../../domain/page-bytes.ts';
import { MAX_CHANGED_PAGE_BYTES, MAX_COMMITS, MAX_WHOLE_HISTORY, TREE_LIMITS } from '../../domain/push-limits.ts';
import { clashesAmong, pushedFileProblem } from '../../domain/pushed-files.ts';
import { ObjectMissing, type ChangedFile, type Quarantine } from '../../ports/repository.ts';
import { refusals } from '../../refusals.ts';

export interface Pushed {
  readonly quarantine: Quarantine;
  readonly from: ObjectId;
  readonly to: ObjectId;
  readonly auth: Pick<AuthContext, 'pathRules'>;
  /** Nothing would be lost: another history may take the place of this one. */
  readonly replaces: boolean;
}

export interface CheckedPush {
  readonly ok: true;
  /** Newest first, as far as clocks are right. */
  readonly brought: MissingCommits;
  /** Files that differ before and after. */
  readonly changes: readonly ChangedFile[];
  readonly morePages: number;
  readonly moreBytes: number;
}

export const checkedPush = async (pushed: Pushed): Promise<CheckedPush | Refused> => {
  const { quarantine, from, to } = pushed;
  const history = await newHistory(pushed);
  if (!history.ok) return history;
  for (const commit of history.brought.commits) {
    const { files, depth } = await quarantine.measure(commit);
    if (files > TREE_LIMITS.files || depth > TREE_LIMITS.depth) return refusals['git.too-many-files']({ limit: TREE_LIMITS.files });
  }
  const changes: ChangedFile[] = [];
  for await (const change of quarantine.changes(from, to)) changes.push(change);
  const pages = await pagesIn(pushed, changes);
  return pages.ok ? { ok: true, brought: history.brought, changes, morePages: pages.more, moreBytes: pages.moreBytes } : pages;
};

/** Only forward or from the beginning, only so many, and with all that they name. */
const newHistory = async (pushed: Pushed): Promise<{ readonly ok: true; readonly brought: MissingCommits } | Refused> => {
  const { quarantine, from, to } = pushed;
  const brought = await missingCommits((oid) => quarantine.links(oid), { wants: [to], haves: [from] }).catch(undefinedIfMissing);
  if (!brought) return refusals['git.incomplete']({});
  const denied = await historyProblem(pushed, brought.commits);
  if (denied) return denied;
  return (await quarantine.isComplete(brought)) ? { ok: true, brought } : refusals['git.incomplete']({});
};

const historyProblem = async ({ quarantine, from, replaces }: Pushed, commits: readonly ObjectId[]): Promise<Refused | undefined> => {
  const limit = replaces ? MAX_WHOLE_HISTORY : MAX_COMMITS;
  if (commits.length > limit) return refusals['git.too-many-commits']({ commits: commits.length, limit });
  const parents = await Promise.all(commits.map(async (oid) => (await quarantine.links(oid)).parents));
  return replaces || parents.some((all) => all.includes(from)) ? undefined : refusals['git.not-forward']({});
};

/** A commit names a parent that is nowhere. */
const undefinedIfMissing = (error: unknown): undefined => {
  if (!(error instanceof ObjectMissing)) throw error;
};

interface Looked {
  readonly problem: string | undefined;
  readonly morePages: number;
  readonly pageBytes: number;
  readonly moreBytes: number;
}

/** Looks at each changed file: whether it may stand there, and whether it is a page. */
const pagesIn = async (
  pushed: Pushed,
  changes: readonly ChangedFile[],
): Promise<{ readonly ok: true; readonly more: number; readonly moreBytes: number } | Refused> => {
  const problems: { path: string; problem: string }[] = [];
  let [more, bytes, moreBytes] = [0, 0, 0];
  for (const change of changes) {
    const looked = await lookAt(pushed, change);
    if (looked.problem !== undefined) problems.push({ path: change.path, problem: looked.problem });
    more += looked.morePages;
    moreBytes += looked.moreBytes;
    bytes += looked.pageBytes;
    if (bytes > MAX_CHANGED_PAGE_BYTES) return refusals['git.too-much-text']({ limit: MAX_CHANGED_PAGE_BYTES });
  }
  problems.push(...(await clashesIn(pushed, changes)));
  return problems.length > 0 ? refusals['git.files-refused']({ problems }) : { ok: true, more, moreBytes };
};

const lookAt = async ({ quarantine, auth }: Pushed, { path, before, after }: ChangedFile): Promise<Looked> => {
  const [was, is] = [await contentOf(quarantine, before), await contentOf(quarantine, after)];
  const forbidden = pathPermits(auth.pathRules, path, 'write') ? undefined : 'You may not write here.';
  const problem = forbidden ?? pushedFileProblem({ path, wasThere: before !== undefined, bytes: is?.length });
  return { problem, ...growthOf(path, was, is) };
};

const growthOf = (path: string, was: Uint8Array | undefined, is: Uint8Array | undefined): Omit<Looked, 'problem'> => {
  const bytes = is?.length ?? 0;
  const moreBytes = bytes - (was?.length ?? 0);
  return isMarkdownFile(path)
    ? { morePages: pageCount(is) - pageCount(was), pageBytes: bytes, moreBytes }
    : { morePages: 0, pageBytes: 0, moreBytes };
};

const contentOf = async (quarantine: Quarantine, oid: ObjectId | undefined): Promise<Uint8Array | undefined> =>
  oid === undefined ? undefined : quarantine.readBlob(oid);

/** A Markdown file whose bytes are no text is kept, but is no page. */
const pageCount = (content: Uint8Array | undefined): number => Number(content !== undefined && textOfBytes(content) !== undefined);

const clashesIn = async ({ quarantine, to }: Pushed, changes: readonly ChangedFile[]) => {
  const added = changes.filter(({ before, after }) => before === undefined && after !== undefined).map(({ path }) => path);
  if (added.length === 0) return [];
  const all: string[] = [];
  for await (const { path } of quarantine.list(to)) all.push(path);
  return clashesAmong(added, all);
};
