/** Comparisons of the public API as the templates take them. */
import type { DiffHunk, DiffLine } from '../../src/domain/templates/diff-view.ts';
import type { FileDiff } from '../../src/domain/templates/file-diffs.ts';
import { recordOf, recordsOf, textOf } from './api.ts';
import { base, pathHref } from './screen.ts';
import { titleOf } from './change-api.ts';

type Told = Readonly<Record<string, unknown>>;

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

const pairOf = (value: unknown): readonly [number, number] => {
  const [from, to] = Array.isArray(value) ? (value as unknown[]) : [];
  return [numberOf(from), numberOf(to)];
};

const KINDS = ['same', 'removed', 'added'] as const;

const lineOf = (line: Told): DiffLine => ({
  kind: KINDS.find((kind) => kind === line['kind']) ?? 'same',
  text: textOf(line['text']),
  ...(typeof line['before'] === 'number' && { before: line['before'] }),
  ...(typeof line['after'] === 'number' && { after: line['after'] }),
  ...(Array.isArray(line['words']) && { words: line['words'].map(pairOf) }),
});

export const hunksOf = (value: unknown): readonly DiffHunk[] =>
  recordsOf(value).map((hunk) => ({
    before: pairOf(hunk['before']),
    after: pairOf(hunk['after']),
    lines: recordsOf(hunk['lines']).map(lineOf),
  }));

const FILE_KINDS = ['added', 'changed', 'deleted', 'moved'] as const;

const placeOf = (file: Told): Pick<FileDiff, 'title' | 'href'> => {
  const path = textOf(file['path']);
  if (file['page'] !== true) return { title: path };
  const title = path.includes('/') ? `${path.slice(0, path.lastIndexOf('/'))} / ${titleOf(path)}`.replaceAll('_', ' ') : titleOf(path);
  return file['kind'] === 'deleted' ? { title } : { title, href: `${base()}/${pathHref(path)}` };
};

export const fileOf = (file: Told): FileDiff => {
  const lines = recordOf(file['lines']);
  return {
    ...placeOf(file),
    kind: FILE_KINDS.find((kind) => kind === file['kind']) ?? 'changed',
    ...(typeof file['from'] === 'string' && { from: file['from'] }),
    ...(file['binary'] === true && { binary: true }),
    ...(file['lines'] !== undefined && { lines: { added: numberOf(lines['added']), removed: numberOf(lines['removed']) } }),
    ...(file['hunks'] !== undefined && { hunks: hunksOf(file['hunks']) }),
  };
};
