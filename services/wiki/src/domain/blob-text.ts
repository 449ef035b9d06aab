import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { TextOf } from './moves.ts';
import { textOfBytes } from './page-bytes.ts';

/** Reads files of a repository as text. */
export const blobText =
  (repository: { readBlob(oid: ObjectId): Promise<Uint8Array | undefined> }): TextOf =>
  async (blob) => {
    const content = await repository.readBlob(blob);
    return content && textOfBytes(content);
  };
