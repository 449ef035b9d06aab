import { createHash } from 'node:crypto';
import { packHeader } from '../../domain/pack-format.ts';
import { copyEntries, selectEntries } from './entry-selection.ts';
import type { ObjectStore } from './object-store.ts';
import type { PackFolder } from './pack-folder.ts';
import { wholeEntry } from './pack-writer.ts';
import type { ObjectTypes } from './reachable.ts';

export interface PackSource {
  readonly store: ObjectStore;
  readonly packs: PackFolder;
}

const CHUNK_BYTES = 64 * 1024;

/** A pack of these objects, as it goes over a wire. Stored entries are copied, hardly anything is deflated anew. */
export async function* packStream(source: PackSource, objects: ObjectTypes): AsyncIterable<Buffer> {
  const hash = createHash('sha1');
  for await (const chunk of inChunks(entriesOf(source, objects))) {
    hash.update(chunk);
    yield chunk;
  }
  yield hash.digest();
}

async function* entriesOf({ store, packs }: PackSource, objects: ObjectTypes): AsyncIterable<Buffer> {
  const selection = await selectEntries(await packs.packs(), new Set(objects.keys()));
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
