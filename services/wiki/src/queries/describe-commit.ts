import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeCommit, FileDiff } from '@wikibot/contracts/requests/differences';
import { compareUtf8 } from '@wikibot/platform/kernel/utf8-order';
import { blobText } from '../domain/blob-text.ts';
import type { FileSide } from '../domain/difference/file-diff.ts';
import { fileDiff, MOST_LINES } from '../domain/difference/file-diff.ts';
import type { TextOf, Version, VersionChange } from '../domain/moves.ts';
import { versionChanges } from '../domain/moves.ts';
import { shownPath } from '../domain/shown-path.ts';
import type { Ports } from '../ports.ts';
import type { ChangedFile, Repository } from '../ports/repository.ts';
import { refusals } from '../refusals.ts';
import { commitAt, movesToldBy } from '../views/commits.ts';
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
  const files = await filesOf(seen, { textOf: blobText(repository), told: await movesToldBy(known.fact, ports) });
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

/** Files by where they stand, or stood. */
const filesOf = async (
  changes: readonly ChangedFile[],
  reading: { readonly textOf: TextOf; readonly told: ReadonlyMap<string, string> },
): Promise<readonly VersionChange[]> =>
  (await versionChanges(changes, reading)).toSorted((one, other) => compareUtf8(fileIn(one), fileIn(other)));

const fileIn = ({ before, after }: VersionChange): string => (after ?? before)?.file ?? '';

/** Files of so many units together are compared for one answer. */
const MOST_UNITS = 8 * 1024 * 1024;

const windowed = async (
  repository: Repository,
  files: readonly VersionChange[],
  { diffs, limit, cursor }: Question,
): Promise<Pick<Answer, 'files' | 'next'>> => {
  const start = Number(cursor ?? 0) || 0;
  const textOf = blobText(repository);
  const told: FileDiff[] = [];
  const room = { wantsLines: diffs, lines: MOST_LINES };
  let units = 0;
  for (const { before, after } of files.slice(start, start + limit)) {
    if (units > MOST_UNITS) break;
    const [old, now] = [await sideOf(before, textOf), await sideOf(after, textOf)];
    units += unitsOf(old) + unitsOf(now);
    told.push(fileDiff(old, now, room));
  }
  const next = start + told.length;
  return { files: told, ...present({ next: next < files.length ? String(next) : undefined }) };
};

const unitsOf = (side: FileSide | undefined): number => side?.text?.length ?? 0;

const sideOf = async (version: Version, textOf: TextOf): Promise<FileSide | undefined> =>
  version ? { file: version.file, text: await textOf(version.blob) } : undefined;
