/** Streams zip archives, one file after the other, so that an archive of any size takes as much memory as one file. */
import { once } from 'node:events';
import { Readable } from 'node:stream';
import yazl from 'yazl';
import type { PackedFile } from '../../ports/archives.ts';

export const packedZip = (files: AsyncIterable<PackedFile>): AsyncIterable<Uint8Array> => {
  const zip = new yazl.ZipFile();
  const out = zip.outputStream as Readable; // it is a PassThrough
  const gone = new AbortController();
  const fail = (fault: unknown) => out.destroy(fault instanceof Error ? fault : new Error(String(fault)));
  out.once('close', () => gone.abort());
  zip.on('error', fail);
  feed({ zip, gone: gone.signal, left: once(gone.signal, 'abort') }, files).catch(fail);
  return out;
};

interface Packing {
  readonly zip: yazl.ZipFile;
  readonly gone: AbortSignal;
  /** Resolves when it is aborted; one for all files. */
  readonly left: Promise<unknown>;
}

/** Whoever reads no longer ends the work: the next file is not asked for, and the iterator of files is closed. */
const feed = async (packing: Packing, files: AsyncIterable<PackedFile>): Promise<void> => {
  for await (const file of files) {
    if (!packing.gone.aborted) await packed(packing, file);
    if (packing.gone.aborted) return;
  }
  packing.zip.end();
};

const packed = async ({ zip, gone, left }: Packing, { name, content, modified, compress }: PackedFile): Promise<void> => {
  const source = Readable.from(content, { objectMode: false });
  const end = Promise.race([new Promise((resolve) => void source.once('close', resolve)), left]);
  let fault: unknown;
  source.once('error', (error) => (fault = error));
  zip.addReadStream(source, name, { mtime: modified, mode: 0o100644, compress });
  await end;
  if (gone.aborted) source.destroy();
  if (fault !== undefined) throw fault;
};
