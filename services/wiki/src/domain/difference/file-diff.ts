/** What a change did to one file, as lists of files show it. */
import { present } from '@wikibot/contracts/define/present';
import type { FileDiff } from '@wikibot/contracts/requests/differences';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import { shownPath } from '../shown-path.ts';
import { textDiff } from './text-diff.ts';

/** A file on one side; without a text it is none that could be read. */
export interface FileSide {
  readonly file: string;
  readonly text: string | undefined;
}

/** What is left of the room for changed lines that all files of one answer share. */
export interface Room {
  readonly wantsLines: boolean;
  lines: number;
}

/** So many changed lines stand in one answer. */
export const MOST_LINES = 2_000;

export const fileDiff = (before: FileSide | undefined, after: FileSide | undefined, room: Room): FileDiff => {
  const file = (after ?? before)?.file ?? '';
  return { path: shownPath(file), page: isMarkdownFile(file), ...kindOf(before, after), ...linesBetween(before, after, room) };
};

const kindOf = (before: FileSide | undefined, after: FileSide | undefined): Pick<FileDiff, 'kind' | 'from'> => {
  if (!before) return { kind: 'added' };
  if (!after) return { kind: 'deleted' };
  return before.file === after.file ? { kind: 'changed' } : { kind: 'moved', from: shownPath(before.file) };
};

const linesBetween = (before: FileSide | undefined, after: FileSide | undefined, room: Room): Partial<FileDiff> => {
  const [old, now] = [before ? before.text : '', after ? after.text : ''];
  if (old === undefined || now === undefined) return { binary: true };
  const { lines, hunks, next } = textDiff(old, now, { from: 0, limit: room.lines });
  if (!room.wantsLines) return { lines };
  room.lines -= hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
  return { lines, hunks, ...present({ more: next === undefined ? undefined : (true as const) }) };
};
