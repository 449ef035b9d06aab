/** What was fetched from a git server, as it lies in the payload store and, once in quarantine, file by file. */
import type { ObjectId, PayloadId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { WantedFile } from '../../domain/importing/import-plan.ts';
import { MAX_CHANGED_PAGE_BYTES, TREE_LIMITS } from '../../domain/push-limits.ts';
import type { Ports } from '../../ports.ts';
import { ObjectMissing, type Quarantine } from '../../ports/repository.ts';
import { refusals } from '../../refusals.ts';

/** One pack, which came in pieces. */
export async function* fetchedPack(packs: readonly PayloadId[], { payloads }: Pick<Ports, 'payloads'>): AsyncIterable<Uint8Array> {
  for (const id of packs) yield await payloads.get(id);
}

export interface FetchedFiles {
  readonly ok: true;
  readonly files: readonly WantedFile[];
}

/** All files of a commit, or none when they are more than one commit may bring, or not all there. */
export const fetchedFiles = async (quarantine: Quarantine, head: ObjectId): Promise<FetchedFiles | Refused> => {
  try {
    // A few folders that hold each other many times over are more paths than anybody could list.
    const { files, depth } = await quarantine.measure(head);
    if (files > TREE_LIMITS.files || depth > TREE_LIMITS.depth) return refusals['git.too-many-files']({ limit: TREE_LIMITS.files });
    return await filesIn(quarantine, head);
  } catch (error) {
    if (error instanceof ObjectMissing) return refusals['git.incomplete']({});
    throw error;
  }
};

const filesIn = async (quarantine: Quarantine, head: ObjectId): Promise<FetchedFiles | Refused> => {
  const files: WantedFile[] = [];
  let bytes = 0;
  for await (const { path, oid } of quarantine.list(head)) {
    const content = await quarantine.readBlob(oid);
    if (!content) return refusals['git.incomplete']({});
    files.push({ file: path, content });
    bytes += content.byteLength;
    if (bytes > MAX_CHANGED_PAGE_BYTES) return refusals['git.too-much-text']({ limit: MAX_CHANGED_PAGE_BYTES });
  }
  return { ok: true, files };
};
