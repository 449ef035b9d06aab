import type { ObjectId } from '@wikibot/contracts/define/ids';
import { packStream, type PackSource } from './pack-stream.ts';
import { reachable } from './reachable.ts';

/** Source: gitformat-bundle(5), version 2. */
export async function* bundleOf(source: PackSource, head: ObjectId): AsyncIterable<Uint8Array> {
  const objects = await reachable(source.store, head);
  yield Buffer.from(`# v2 git bundle\n${head} HEAD\n${head} refs/heads/main\n\n`);
  yield* packStream(source, objects);
}
