/** The merged files of a proposal, as changes of a commit and as a comparison. */
import type { FileDiff } from '@wikibot/contracts/requests/differences';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import type { FileSide } from '../domain/difference/file-diff.ts';
import { fileDiff, MOST_LINES } from '../domain/difference/file-diff.ts';
import type { FileChange } from '../domain/file-changes.ts';
import type { TextOf } from '../domain/moves.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { Ground } from '../ports.ts';
import type { Repository } from '../ports/repository.ts';
import { ObjectMissing } from '../ports/repository.ts';
import type { MergedFiles } from './merged-files.ts';

type Merged = MergedFiles['merged'][number];

/** Contents that the proposal brought are in the repository already. */
export const mergedChanges = async (merged: readonly Merged[], repository: Repository): Promise<readonly FileChange[]> => {
  const changes: FileChange[] = [];
  for (const one of merged) changes.push(await changeOf(one, repository));
  return changes;
};

const changeOf = async (one: Merged, repository: Repository): Promise<FileChange> => {
  const { file: path } = one;
  if (one.kind === 'delete') return { path, delete: true };
  const from = one.from === undefined ? {} : { from: one.from };
  if (one.kind === 'write') return { path, content: Buffer.from(one.text), ...from };
  const content = await repository.readBlob(one.blob);
  if (!content) throw new ObjectMissing(one.blob);
  return { path, blob: one.blob, size: content.byteLength, ...from, ...(isMarkdownFile(path) ? { text: content } : {}) };
};

interface Comparing {
  readonly ground: Ground;
  readonly textOf: TextOf;
  readonly wantsLines: boolean;
}

/** What a file leaves behind when it moves is told with its move. */
export const mergedDiffs = async (merged: readonly Merged[], { ground, textOf, wantsLines }: Comparing): Promise<FileDiff[]> => {
  const room = { wantsLines, lines: MOST_LINES };
  const left = new Set(merged.flatMap((one) => ('from' in one && one.from !== undefined ? [one.from] : [])));
  const told: FileDiff[] = [];
  for (const one of merged) {
    if (one.kind === 'delete' && left.has(one.file)) continue;
    const before = await standing(ground, 'from' in one && one.from !== undefined ? one.from : one.file);
    told.push(fileDiff(before, await sideOf(one, textOf), room));
  }
  return told;
};

const standing = async (ground: Ground, file: string): Promise<FileSide | undefined> => {
  const found = await ground.find(file);
  return found && { file: found.file, text: textOfBytes(found.content) };
};

const sideOf = async (one: Merged, textOf: TextOf): Promise<FileSide | undefined> => {
  if (one.kind === 'delete') return undefined;
  return { file: one.file, text: one.kind === 'write' ? one.text : await textOf(one.blob) };
};
