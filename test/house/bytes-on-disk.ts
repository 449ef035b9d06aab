/** Looks for words in every file below a folder: as they are, in UTF-16, in base64 at each offset, and in whatever is compressed. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { inflateRawSync, inflateSync, constants } from 'node:zlib';

const everyFile = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());

/** In base64 three bytes are four letters; what stands before shifts the word by none, one or two of them. */
const inBase64 = (word: string): readonly string[] =>
  [0, 1, 2].map((shift) => {
    const text = Buffer.from('x'.repeat(shift) + word).toString('base64');
    return text.slice(shift === 0 ? 0 : shift + 1, -4);
  });

const spellings = (word: string): readonly Buffer[] => [
  Buffer.from(word),
  Buffer.from(word, 'utf16le'),
  ...inBase64(word).map((text) => Buffer.from(text)),
  Buffer.from(Buffer.from(word).toString('hex')),
];

const ZLIB = [Buffer.from([0x78, 0x01]), Buffer.from([0x78, 0x9c]), Buffer.from([0x78, 0xda])];

/** Whatever in a file is a zlib stream (git objects and packs, drafts), unpacked. */
const unpacked = (bytes: Buffer): readonly Buffer[] =>
  ZLIB.flatMap((magic) => {
    const found: Buffer[] = [];
    for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
      try {
        found.push(inflateSync(bytes.subarray(at), { finishFlush: constants.Z_SYNC_FLUSH }));
      } catch {
        continue; // two bytes that look like a beginning
      }
    }
    return found;
  });

const rawUnpacked = (bytes: Buffer): readonly Buffer[] => {
  try {
    return [inflateRawSync(bytes)];
  } catch {
    return [];
  }
};

/** `file: word` for each that is found. */
export const wordsOnDisk = (folder: string, words: readonly string[]): readonly string[] =>
  everyFile(folder).flatMap((file) => {
    const bytes = readFileSync(file);
    const contents = [bytes, ...unpacked(bytes), ...rawUnpacked(bytes)];
    return words
      .filter((word) => file.includes(word) || spellings(word).some((one) => contents.some((content) => content.includes(one))))
      .map((word) => `${file.slice(folder.length)}: ${word}`);
  });

/** The keys of all rows that stay, in the tables of all services, and name something. */
export const rowsAbout = (folder: string, id: string): readonly string[] =>
  readdirSync(join(folder, 'tables'))
    .filter((name) => name.endsWith('.sqlite'))
    .flatMap((name) => {
      const database = new Database(join(folder, 'tables', name), { readonly: true });
      const rows = database.prepare<[string, string], string>(
        "SELECT pk || ' ' || sk FROM rows WHERE expires_at IS NULL AND (instr(pk, ?) OR instr(sk, ?))",
      );
      const found = rows.pluck().all(id, id);
      database.close();
      return found.map((key) => `${name}: ${key}`);
    })
    .sort();
