/** Reads zip archives by their directory, which alone says what is in them; whatever is not as it says is refused. */
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import type { ArchiveEntry, Archives, OpenArchive, UnpackLimits } from '../../ports/archives.ts';

/** Text seldom packs better than to a fiftieth; a small archive may be odd. */
const MOST_RATIO = 200;
const UNSUSPICIOUS_BYTES = 1024 * 1024;

/** The archive as a whole cannot be taken; says what is wrong with it. */
class ArchiveDamaged extends Error {
  override readonly name = 'ArchiveDamaged';
}

export const readZip: Archives['read'] = async (bytes, limits, look) => {
  try {
    return { ok: true, seen: await look(await openZip(bytes, limits)) };
  } catch (error) {
    if (error instanceof ArchiveDamaged) return { ok: false, problem: error.message };
    throw error;
  }
};

const openZip = async (bytes: Uint8Array, limits: UnpackLimits): Promise<OpenArchive> => {
  const zip = await damagedUnless(
    yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, decodeStrings: false }),
  );
  if (zip.entryCount > limits.files * 2) throw tooMany(limits);
  const found = await damagedUnless(entriesOf(zip, limits));
  const unpacked = measured(found, bytes.byteLength, limits);
  return { bytes: unpacked, entries: found.map((entry) => entryOf(zip, entry, limits)), within: openZip };
};

const tooMany = ({ files }: UnpackLimits) => new ArchiveDamaged(`It has more than ${files} files; bring them in as several archives.`);

const entriesOf = async (zip: ZipFile, limits: UnpackLimits): Promise<readonly Entry[]> => {
  const found: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (nameOf(entry).endsWith('/')) continue;
    found.push(entry);
    if (found.length > limits.files) throw tooMany(limits);
  }
  return found;
};

/** Before anything is unpacked: entries that share their bytes, or that grow beyond measure, are how a small archive floods a machine. */
const measured = (entries: readonly Entry[], bytes: number, limits: UnpackLimits): number => {
  let [packed, unpacked] = [0, 0];
  for (const entry of entries) {
    packed += entry.compressedSize;
    if (entry.uncompressedSize <= limits.fileBytes) unpacked += entry.uncompressedSize;
  }
  if (packed > bytes) throw new ArchiveDamaged('Its files overlap: together they are longer than the archive.');
  if (unpacked > limits.unpackedBytes)
    throw new ArchiveDamaged(`Its files have ${unpacked} bytes, more than ${limits.unpackedBytes}; bring them in as several archives.`);
  if (unpacked > Math.max(UNSUSPICIOUS_BYTES, bytes * MOST_RATIO)) throw new ArchiveDamaged('It unpacks to many times its own size.');
  return unpacked;
};

const nameOf = ({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string =>
  yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);

const entryOf = (zip: ZipFile, entry: Entry, limits: UnpackLimits): ArchiveEntry => {
  const problem = problemOf(entry, limits);
  const read = () => damagedUnless(contentOf(zip, entry));
  return { name: nameOf(entry), ...(problem === undefined ? {} : { problem }), read, readJson: async () => jsonIn(await read()) };
};

const jsonIn = (content: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return undefined; // it is something else then
  }
};

const UNIX = 3;
const [KIND, FILE, LINK] = [0o170000, 0o100000, 0o120000];
const METHODS = new Set([0, 8]);

const problemOf = (entry: Entry, { fileBytes }: UnpackLimits): string | undefined => {
  const kind = entry.versionMadeBy >> 8 === UNIX ? (entry.externalFileAttributes >>> 16) & KIND : 0;
  if (kind === LINK) return 'It is a symbolic link; what it points to is not followed.';
  if (kind !== 0 && kind !== FILE) return 'It is neither a file nor a folder.';
  if (entry.isEncrypted()) return 'It is encrypted. Make the archive without a password.';
  if (!METHODS.has(entry.compressionMethod))
    return 'It is packed in a way that is not read here. Make the archive with the usual compression (deflate).';
  return entry.uncompressedSize > fileBytes ? `The file has ${entry.uncompressedSize} bytes, the limit is ${fileBytes}.` : undefined;
};

/** The reader holds the content to its promised length, so it never grows beyond what was measured. */
const contentOf = async (zip: ZipFile, entry: Entry): Promise<Uint8Array> => {
  const content = await buffer(await zip.openReadStreamPromise(entry));
  if (crc32(content) !== entry.crc32) throw new ArchiveDamaged(`The file ${nameOf(entry)} is damaged (its checksum is another).`);
  return content;
};

/** All that the libraries throw at an archive in memory is about the archive. */
const damagedUnless = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ArchiveDamaged) throw error;
    throw new ArchiveDamaged(`It is damaged, cut off, or no zip archive (${error instanceof Error ? error.message : String(error)}).`, {
      cause: error,
    });
  }
};
