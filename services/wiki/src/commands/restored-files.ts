/** The files that come back with a page: those that stood beside it, or below it, and stand there no more. */
import type { Context } from '@wikibot/contracts/define/context';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { pageKey, pagePathOfFile } from '@wikibot/platform/page/page-path';
import { placeOf } from '../domain/attachments/place.ts';
import type { FileChange } from '../domain/file-changes.ts';
import { fileKey } from '../domain/file-key.ts';
import { movedText } from '../domain/moving/followed-links.ts';
import { movingRefusals } from '../domain/moving/moving-refusals.ts';
import type { Relocation } from '../domain/moving/relocation.ts';
import { relocated } from '../domain/moving/relocation.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { Ground, Ports } from '../ports.ts';
import { ObjectMissing } from '../ports/repository.ts';
import { isBelow, mayWriteAll, MOST_FILES } from './files-below.ts';
import { regularFiles, standingFiles } from './standing-files.ts';

interface Restoring {
  readonly ports: Ports;
  readonly context: Context;
  readonly ground: Ground;
  readonly commit: ObjectId;
  /** From where the page was then to where it is restored; often the same. */
  readonly relocation: Relocation;
  /** Also the pages below it. */
  readonly recursive: boolean;
}

export const restoredFiles = async (
  restoring: Restoring,
): Promise<{ readonly ok: true; readonly changes: readonly FileChange[] } | Refused> => {
  const { ports, context, ground, commit, relocation, recursive } = restoring;
  const { id: wikiId } = ground.wiki;
  const standing = new Set((await standingFiles(ground)).map(({ path }) => fileKey(path)));
  const gone = (await regularFiles(ports, wikiId, commit))
    .filter(({ path }) => isBelow(path, relocation.from) && (recursive || isBeside(path, relocation.from)))
    .map(({ path, oid }) => ({ from: path, path: relocated(relocation, path) ?? path, oid }))
    .filter(({ path }) => !standing.has(fileKey(path)));
  if (gone.length > MOST_FILES)
    return movingRefusals['page.too-much-below']({ path: relocation.to, files: gone.length, limit: MOST_FILES });
  // What was in a closed folder then stays closed.
  const isOpen = mayWriteAll(
    context,
    gone.flatMap(({ from, path }) => [from, path]),
  );
  if (!isOpen) return movingRefusals['page.below-closed']({ path: relocation.to });
  const changes: FileChange[] = [];
  for (const file of gone) changes.push(await restoredFile({ ports, wikiId, relocation }, file));
  return { ok: true, changes };
};

const isBeside = (file: string, page: string): boolean => pageKey(placeOf(file)?.page ?? '') === pageKey(page);

interface Reading {
  readonly ports: Ports;
  readonly wikiId: WikiId;
  readonly relocation: Relocation;
}

const restoredFile = async (
  { ports, wikiId, relocation }: Reading,
  { from, path, oid }: { readonly from: string; readonly path: string; readonly oid: ObjectId },
): Promise<FileChange> => {
  const content = await ports.repositories.open(wikiId).readBlob(oid);
  if (!content) throw new ObjectMissing(oid);
  const page = pagePathOfFile(from);
  const text = page === undefined ? undefined : textOfBytes(content);
  if (page === undefined || text === undefined) return { path, blob: oid, size: content.byteLength };
  const after = movedText(text, { page, relocation });
  return after === text ? { path, blob: oid, size: content.byteLength, text: content } : { path, content: Buffer.from(after) };
};
