import type { ObjectId } from '@wikibot/contracts/define/ids';

/** A pack of all that a commit reaches as a bundle. Source: gitformat-bundle(5), version 2. */
export async function* bundleOf(pack: AsyncIterable<Uint8Array>, head: ObjectId): AsyncIterable<Uint8Array> {
  yield Buffer.from(`# v2 git bundle\n${head} HEAD\n${head} refs/heads/main\n\n`);
  yield* pack;
}
