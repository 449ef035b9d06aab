import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeCommit, FileDiff } from '@wikibot/contracts/requests/differences';
import { compareUtf8 } from '@wikibot/platform/kernel/utf8-order';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import { textDiff } from '../domain/difference/text-diff.ts';
import { movesAmong } from '../domain/moves.ts';
import type { FileState } from '../domain/moves.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import { shownPath } from '../domain/shown-path.ts';
import type { Ports } from '../ports.ts';
import type { ChangedFile, Repository } from '../ports/repository.ts';
import { refusals } from '../refusals.ts';
import { commitAt } from '../views/commits.ts';
import { askedWiki } from './asked-wiki.ts';
import { namedChanges } from './named-changes.ts';

type Question = DataOf<typeof describeCommit>;
type Answer = AnswerOf<typeof describeCommit>;

const slice: AnswerSlice<typeof describeCommit, Ports> = async (question, context, ports): Promise<Outcome<Answer>> => {
  const asked = await askedWiki('commits', context, ports);
  if (!asked.ok) return asked;
  const { reader, token } = asked;
  const known = await commitAt(ports, reader.wikiId, question.revision);
  if (!known.ok) return known;
  const repository = ports.repositories.open(reader.wikiId);
  const all = await collected(repository.changes(known.previous, known.id));
  const seen = all.filter(({ path }) => reader.maySee(shownPath(path)));
  if (seen.length === 0 && all.length > 0) return refusals['revision.unknown']({ revision: question.revision });
  // Whoever may not see all of a change does not read either what its author says of it.
  const told = { ...known.change, ...(seen.length < all.length ? { message: '' } : {}) };
  const [change = told] = await namedChanges(ports, [told]);
  const files = await filesOf(repository, seen);
  const { previous, commits } = known;
  return {
    ok: true,
    answer: { change, previous, commits, total: files.length, ...(await windowed(repository, files, question)) },
    token,
  };
};

export default slice;

const collected = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

/** A file with what it was and is; one that was moved is one. */
interface Touched {
  readonly before: FileState | undefined;
  readonly after: FileState | undefined;
}

const stateOf = (file: string, blob: FileState['blob'] | undefined): FileState | undefined => blob && { file, blob };

const filesOf = async (repository: Repository, changes: readonly ChangedFile[]): Promise<readonly Touched[]> => {
  const touched = changes.map(({ path, before, after }): Touched => ({ before: stateOf(path, before), after: stateOf(path, after) }));
  const gone = touched.flatMap(({ before, after }) => (before && !after ? [before] : []));
  const came = touched.flatMap(({ before, after }) => (after && !before ? [after] : []));
  const moves = await movesAmong(gone, came, (blob) => textIn(repository, blob));
  const moved = new Set(moves.flatMap(({ from, to }) => [from, to]));
  const others = touched.filter(({ before, after }) => !(before && moved.has(before)) && !(after && moved.has(after)));
  return [...others, ...moves.map(({ from, to }) => ({ before: from, after: to }))].toSorted((one, other) =>
    compareUtf8(fileIn(one), fileIn(other)),
  );
};

const fileIn = ({ before, after }: Touched): string => (after ?? before)?.file ?? '';

const textIn = async (repository: Repository, blob: FileState['blob']): Promise<string | undefined> => {
  const content = await repository.readBlob(blob);
  return content && textOfBytes(content);
};

/** So many lines, and files of so many units together, are compared for one answer. */
const MOST_LINES = 2_000;
const MOST_UNITS = 8 * 1024 * 1024;

const windowed = async (
  repository: Repository,
  files: readonly Touched[],
  { diffs, limit, cursor }: Question,
): Promise<Pick<Answer, 'files' | 'next'>> => {
  const start = Number(cursor ?? 0) || 0;
  const told: FileDiff[] = [];
  const left: Left = { wantsLines: diffs, lines: MOST_LINES, units: MOST_UNITS };
  for (const file of files.slice(start, start + limit)) {
    if (left.units <= 0) break;
    told.push(await toldFile(repository, file, left));
  }
  const next = start + told.length;
  return { files: told, ...present({ next: next < files.length ? String(next) : undefined }) };
};

interface Left {
  readonly wantsLines: boolean;
  lines: number;
  units: number;
}

const toldFile = async (repository: Repository, touched: Touched, left: Left): Promise<FileDiff> => {
  const file = fileIn(touched);
  return {
    path: shownPath(file),
    page: isMarkdownFile(file),
    ...kindOf(touched),
    ...(touched.before?.blob === touched.after?.blob ? { lines: { added: 0, removed: 0 } } : await toldLines(repository, touched, left)),
  };
};

const kindOf = ({ before, after }: Touched): Pick<FileDiff, 'kind' | 'from'> => {
  if (!before) return { kind: 'added' };
  if (!after) return { kind: 'deleted' };
  return before.file === after.file ? { kind: 'changed' } : { kind: 'moved', from: shownPath(before.file) };
};

const toldLines = async (repository: Repository, { before, after }: Touched, left: Left): Promise<Partial<FileDiff>> => {
  const [old, now] = [before ? await textIn(repository, before.blob) : '', after ? await textIn(repository, after.blob) : ''];
  if (old === undefined || now === undefined) return { binary: true };
  left.units -= old.length + now.length;
  const { lines, hunks, next } = textDiff(old, now, { from: 0, limit: left.lines });
  if (!left.wantsLines) return { lines };
  left.lines -= hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
  return { lines, hunks, ...present({ more: next === undefined ? undefined : (true as const) }) };
};
