/** The changes of a commit that bring files of a page to its new address, with the links of pages leading where they led. */
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { MAX_PAGE_BYTES } from '@wikibot/contracts/facts/wiki';
import { pagePathOfFile } from '@wikibot/platform/page/page-path';
import type { FileChange } from '../domain/file-changes.ts';
import { movedText } from '../domain/moving/followed-links.ts';
import type { MovedFile } from '../domain/moving/moved-files.ts';
import type { Relocation } from '../domain/moving/relocation.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { ObjectMissing } from '../ports/repository.ts';
import { attachmentsOf } from '../views/attachments.ts';
import { pageKey } from '@wikibot/platform/page/page-path';

interface Moving {
  readonly files: readonly MovedFile[];
  readonly relocation: Relocation;
}

export const movedChanges = async (
  ports: Ports,
  wikiId: WikiId,
  { files, relocation }: Moving,
): Promise<{ readonly ok: true; readonly changes: readonly FileChange[] } | Refused> => {
  const sizes = await knownSizes(ports, wikiId, relocation);
  const arrived: FileChange[] = [];
  for (const file of files) {
    const change = await arrivedFile({ ports, wikiId, sizes, relocation }, file);
    if ('content' in change && change.content.byteLength > MAX_PAGE_BYTES)
      return refusals['page.too-large']({ path: file.from, bytes: change.content.byteLength, limit: MAX_PAGE_BYTES });
    arrived.push(change);
  }
  const stays = new Set(files.map(({ to }) => to));
  const left = files.filter(({ from }) => !stays.has(from)).map(({ from }): FileChange => ({ path: from, delete: true }));
  return { ok: true, changes: [...left, ...arrived] };
};

interface Reading {
  readonly ports: Ports;
  readonly wikiId: WikiId;
  readonly sizes: ReadonlyMap<ObjectId, number>;
  readonly relocation: Relocation;
}

const arrivedFile = async ({ ports, wikiId, sizes, relocation }: Reading, { from, to, oid }: MovedFile): Promise<FileChange> => {
  const page = pagePathOfFile(from);
  const size = page === undefined ? sizes.get(oid) : undefined;
  if (size !== undefined) return { path: to, from, blob: oid, size };
  const content = await ports.repositories.open(wikiId).readBlob(oid);
  if (!content) throw new ObjectMissing(oid);
  const text = page === undefined ? undefined : textOfBytes(content);
  if (page === undefined || text === undefined) return { path: to, from, blob: oid, size: content.byteLength };
  const after = movedText(text, { page, relocation });
  return after === text
    ? { path: to, from, blob: oid, size: content.byteLength, text: content }
    : { path: to, from, content: Buffer.from(after) };
};

/** Sizes by content, so that large files need not be read to be moved. */
const knownSizes = async (ports: Ports, wikiId: WikiId, { from }: Relocation): Promise<ReadonlyMap<ObjectId, number>> => {
  const sizes = new Map<ObjectId, number>();
  for (let place: { after?: string } = {}; ;) {
    const { files, next } = await attachmentsOf(ports, wikiId, { prefix: `${pageKey(from)}/`, limit: 1000, ...place });
    for (const { file } of files) sizes.set(file.blob, file.size);
    if (next === undefined) return sizes;
    place = { after: next };
  }
};
