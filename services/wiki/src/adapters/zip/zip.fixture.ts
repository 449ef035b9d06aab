/** Makes archives byte by byte, honest ones and others (PKWARE APPNOTE 6.3.10 §4.3). */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  /** Written in the directory instead of what is true. */
  readonly claims?: { readonly crc?: number; readonly bytes?: number; readonly at?: number };
  readonly flags?: number;
  readonly method?: number;
  /** Unix mode, e.g. 0o120777 for a link. */
  readonly mode?: number;
}

const UTF8 = 0x800;

/** The bytes of an archive, and the archive as a request brings it. */
export const zipOf = (entries: readonly ZipEntry[]): Buffer => {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const parts = partsOf(entry);
    const local = Buffer.concat([localHeader(parts), parts.name, parts.packed]);
    locals.push(local);
    directory.push(Buffer.concat([centralHeader(parts, entry.claims?.at ?? at), parts.name]));
    at += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...locals, central, end(entries.length, central.length, at)]);
};

const PLAIN = { content: '', claims: {}, flags: UTF8, method: 8, mode: 0o100644 } as const;

const partsOf = (entry: ZipEntry) => {
  const { name, content, claims, flags, method, mode }: Required<ZipEntry> = { ...PLAIN, ...entry };
  const bytes = Buffer.from(content as string);
  return {
    name: Buffer.from(name as string),
    packed: method === 8 ? deflateRawSync(bytes) : bytes,
    crc: claims.crc ?? crc32(bytes),
    size: claims.bytes ?? bytes.length,
    flags,
    method,
    mode,
  };
};
type Parts = ReturnType<typeof partsOf>;

const localHeader = ({ name, packed, crc, size, flags, method }: Parts): Buffer => {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(name.length, 26);
  return header;
};

const centralHeader = ({ name, packed, crc, size, flags, method, mode }: Parts, at: number): Buffer => {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | 20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(packed.length, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE((mode << 16) >>> 0, 38);
  header.writeUInt32LE(at, 42);
  return header;
};

const end = (count: number, bytes: number, at: number): Buffer => {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(bytes, 12);
  record.writeUInt32LE(at, 16);
  return record;
};

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
