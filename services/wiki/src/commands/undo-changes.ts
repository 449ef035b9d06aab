/** Takes changes back as one new change, on whatever has happened since; what they share with a single commit and a whole session. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { UndoConflict, Undone } from '@wikibot/contracts/requests/undo';
import { MOST_TAKEN_BACK } from '@wikibot/contracts/requests/undo';
import { pathPermits, rulesOf } from '@wikibot/platform/kernel/access';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import { blobText } from '../domain/blob-text.ts';
import type { FileSide } from '../domain/difference/file-diff.ts';
import { fileDiff, MOST_LINES } from '../domain/difference/file-diff.ts';
import type { FileChange } from '../domain/file-changes.ts';
import { conflictOf } from '../domain/revise.ts';
import { shownPath } from '../domain/shown-path.ts';
import type { Track } from '../domain/undoing/lineage.ts';
import type { LeftFile, UndoneFile } from '../domain/undoing/undo-plan.ts';
import { undoPlan } from '../domain/undoing/undo-plan.ts';
import { undoRefusals } from '../domain/undoing/undo-refusals.ts';
import type { Ground, Plan, Ports } from '../ports.ts';
import type { Repository } from '../ports/repository.ts';
import type { Followed, Stretch } from './followed-changes.ts';
import { followedChanges } from './followed-changes.ts';

export interface Undoing {
  readonly intent: 'revert' | 'undo';
  readonly message: string;
  readonly skipConflicts: boolean;
  readonly dryRun: boolean | undefined;
  /** What is to be taken back, up to the head that the change will be made on. */
  readonly stretch: Omit<Stretch, 'upTo'>;
  /** What is said to whoever may not see any of it. */
  readonly unknown: () => Refused;
}

export const undoChanges = (undoing: Undoing, context: Context, ports: Ports): Promise<Outcome<Undone>> =>
  ports.heads.move(context, undoing.stretch.wikiId, async (ground) => {
    const followed = await followedChanges(ports, { ...undoing.stretch, upTo: ground.sequence - 1 });
    if (!followed.ok) return followed;
    const denied = deniedAt(followed.lineage.tracks(), undoing, context);
    return denied ?? planned({ undoing, ground, followed, repository: ports.repositories.open(undoing.stretch.wikiId) });
  });

/** All that was touched must be open to whoever takes it back, and what is hidden from them is not named. */
const deniedAt = (tracks: readonly Track[], { unknown }: Undoing, context: Context): Refused | undefined => {
  const rules = rulesOf(context);
  const paths = [...new Set(tracks.flatMap(pathsOf))];
  if (paths.length > 0 && paths.every((path) => !pathPermits(rules, path, 'read'))) return unknown();
  const closed = paths.filter((path) => !pathPermits(rules, path, 'write'));
  if (closed.length === 0) return undefined;
  return undoRefusals['undo.not-allowed']({ path: closed.find((path) => pathPermits(rules, path, 'read')) ?? null });
};

const pathsOf = ({ current, segments }: Track): readonly string[] =>
  [current, ...segments.flatMap(({ before, after }) => [before, after])].flatMap((version) => (version ? [shownPath(version.file)] : []));

interface Work {
  readonly undoing: Undoing;
  readonly ground: Ground;
  readonly followed: Followed;
  readonly repository: Repository;
}

const planned = async ({ undoing, ground, followed, repository }: Work): Promise<Plan<Undone> | Refused> => {
  const { dryRun, skipConflicts, intent } = undoing;
  const head = ground.wiki.head ?? '';
  const standingAt = async (file: string) => (await ground.find(file))?.file;
  const { undone, left } = await undoPlan(followed.lineage.tracks(), { textOf: blobText(repository), standingAt });
  const conflicts = conflictsOf(left, head);
  if (conflicts.length > 0 && !skipConflicts)
    return undoRefusals['undo.conflict']({
      conflicts,
      more: left.length - conflicts.length,
      undoable: undone.length,
      current_revision: head,
    });
  const files = await filesOf(undone, repository, dryRun === true);
  return {
    ok: true,
    intent,
    message: messageOf(undoing, followed.undone),
    said: undoing.message,
    changes: await changesOf(undone, repository),
    dryRun,
    apart: true,
    answer: ({ head: revision, sequence, proposal }) => ({
      outcome: outcomeOf(undone.length, proposal !== undefined),
      revision,
      sequence,
      changes: followed.undone.length,
      files,
      total: undone.length,
      conflicts,
      ...present({ dryRun: dryRun || undefined, proposal }),
    }),
  };
};

const outcomeOf = (files: number, isProposed: boolean): Undone['outcome'] => {
  if (isProposed) return 'proposed';
  return files > 0 ? 'undone' : 'unchanged';
};

const MOST_COMMITS_NAMED = 50;

/** Says which commits it takes back as `git revert` does. */
const messageOf = ({ message }: Undoing, undone: readonly ObjectId[]): string => {
  const lines = undone.slice(-MOST_COMMITS_NAMED).map((id) => `This reverts commit ${id}.`);
  const more = undone.length - lines.length;
  return [message, '', ...lines, ...(more > 0 ? [`And ${more} before.`] : [])].join('\n');
};

/** UTF-16 units of texts in all conflicts of one answer; each stands in it about twice. */
const MOST_CONFLICT_UNITS = 512 * 1024;

const conflictsOf = (left: readonly LeftFile[], head: string): UndoConflict[] => {
  let units = 0;
  return left.slice(0, MOST_TAKEN_BACK).map(({ file, reason, texts }) => {
    units += texts ? texts.base.length + texts.yours.length + texts.theirs.length : 0;
    const conflict = texts && isMarkdownFile(file) && units <= MOST_CONFLICT_UNITS ? conflictOf({ head, ...texts }) : undefined;
    return { path: shownPath(file), reason, ...present({ conflict }) };
  });
};

const filesOf = async (undone: readonly UndoneFile[], repository: Repository, wantsLines: boolean): Promise<Undone['files']> => {
  const textOf = blobText(repository);
  const room = { wantsLines, lines: MOST_LINES };
  const files: Undone['files'] = [];
  for (const { current, outcome } of undone.slice(0, MOST_TAKEN_BACK)) {
    const before: FileSide | undefined = current ? { file: current.file, text: await textOf(current.blob) } : undefined;
    const after: FileSide | undefined = outcome
      ? { file: outcome.file, text: 'text' in outcome ? outcome.text : await textOf(outcome.blob) }
      : undefined;
    files.push(fileDiff(before, after, room));
  }
  return files;
};

/** What goes from a place where something else comes is not deleted there. */
const changesOf = async (undone: readonly UndoneFile[], repository: Repository): Promise<readonly FileChange[]> => {
  const written: FileChange[] = [];
  for (const one of undone) {
    const change = await writing(one, repository);
    if (change) written.push(change);
  }
  const kept = new Set(written.map(({ path }) => path));
  const gone = undone.flatMap(({ current }) => (current && !kept.has(current.file) ? [{ path: current.file, delete: true as const }] : []));
  return [...written, ...gone];
};

const writing = async ({ current, outcome }: UndoneFile, repository: Repository): Promise<FileChange | undefined> => {
  if (!outcome) return undefined;
  const path = outcome.file;
  const from = present({ from: current && current.file !== path ? current.file : undefined });
  if ('text' in outcome) return { path, content: Buffer.from(outcome.text), ...from };
  const content = await repository.readBlob(outcome.blob);
  if (!content) throw new Error(`no blob ${outcome.blob} for ${path}`);
  return { path, blob: outcome.blob, size: content.length, ...from, ...(isMarkdownFile(path) ? { text: content } : {}) };
};
