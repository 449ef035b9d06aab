import { createHash } from 'node:crypto';
import type { ExportedPart } from './export-manifest.ts';

/** Content as it passes by, of which it is told in the end how long it was and what its digest is. */
export async function* measured(
  path: string,
  content: AsyncIterable<Uint8Array>,
  tell: (part: ExportedPart) => void,
): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.byteLength;
    yield chunk;
  }
  tell({ path, bytes, sha256: hash.digest('hex') });
}
