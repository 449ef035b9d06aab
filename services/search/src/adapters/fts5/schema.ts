/**
 * One file per wiki: its postings, statistics and vocabulary are its own, an idle wiki costs nothing, a deleted one is an unlinked file.
 * Raise by a statement that empties and recreates when terms are folded differently: the postings of a row are deleted by computing them again.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE page (
     no INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, path TEXT NOT NULL, title TEXT NOT NULL, category TEXT, tags TEXT NOT NULL,
     updated INTEGER, author TEXT, sequence INTEGER NOT NULL, live INTEGER NOT NULL
   );
   CREATE TABLE chunk (
     no INTEGER PRIMARY KEY, id TEXT NOT NULL, section TEXT NOT NULL, section_path TEXT NOT NULL, anchor TEXT NOT NULL, text TEXT NOT NULL
   );
   CREATE TABLE vector (chunk INTEGER PRIMARY KEY, floats BLOB NOT NULL);
   CREATE TABLE vocabulary (term TEXT PRIMARY KEY) WITHOUT ROWID;
   CREATE VIRTUAL TABLE words USING fts5 (title, headings, body, content = '', tokenize = 'ascii');`,
  `ALTER TABLE chunk ADD COLUMN hash TEXT NOT NULL DEFAULT '';
   ALTER TABLE page ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE page ADD COLUMN attached_to TEXT;
   CREATE TABLE lexicon (no INTEGER PRIMARY KEY CHECK (no = 1), bytes BLOB NOT NULL);`,
];

/** A chunk's row number names its page: `page << 16 | index`. */
export const CHUNKS_PER_PAGE = 65_536;
export const chunkNo = (page: number, index: number): number => page * CHUNKS_PER_PAGE + index;
export const indexOfChunk = (chunk: number): number => chunk % CHUNKS_PER_PAGE;
export const pageOfChunk = (chunk: number): number => Math.floor(chunk / CHUNKS_PER_PAGE);
