import { createHash } from 'node:crypto';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { packHeader } from '../../domain/pack-format.ts';
import { copyEntries, selectEntries, type EntrySelection } from './entry-selection.ts';
import type { ObjectStore } from './object-store.ts';
import type { PackFolder } from './pack-folder.ts';
import { wholeEntry } from './pack-writer.ts';
import { reachable } from './reachable.ts';

export interface BundleInput {
  readonly store: ObjectStore;
  readonly packs: PackFolder;
}

const CHUNK_BYTES = 64 * 1024;

/** Source: gitformat-bundle(5), version 2. Stored entries are copied, nothing is deflated anew. */
export async function* bundleOf(input: BundleInput, head: ObjectId): AsyncIterable<Uint8Array> {
  const oids = await reachable(input.store, head);
  const selection = await selectEntries(await input.packs.packs(), oids);
  yield Buffer.from(`# v2 git bundle\n${head} HEAD\n${head} refs/heads/main\n\n`);
  const hash = createHash('sha1');
  for await (const chunk of inChunks(packOf(input.store, selection))) {
    hash.update(chunk);
    yield chunk;
  }
  yield hash.digest();
}

async function* packOf(store: ObjectStore, selection: EntrySelection): AsyncIterable<Buffer> {
  yield packHeader(selection.count);
  for await (const { bytes } of copyEntries(selection)) yield bytes;
  for (const oid of selection.apart) yield (await wholeEntry(oid, await store.need(oid))).bytes;
}

async function* inChunks(pieces: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let [pending, size]: [Buffer[], number] = [[], 0];
  for await (const piece of pieces) {
    pending.push(piece);
    size += piece.length;
    if (size < CHUNK_BYTES) continue;
    yield Buffer.concat(pending);
    [pending, size] = [[], 0];
  }
  yield Buffer.concat(pending);
}
