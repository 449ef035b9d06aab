import type { IndexedChunk, IndexedPage, PageVersion, PutOutcome } from '../../ports/search-index.ts';
import { columnsOf, foldedName, NO_CHUNK, vocabularyOf } from '../../domain/columns.ts';
import type { Columns } from '../../domain/columns.ts';
import { bytesOf } from './floats.ts';
import { CHUNKS_PER_PAGE, chunkNo } from './schema.ts';
import type { WikiFile } from './wiki-file.ts';

interface StoredPage {
  readonly no: number;
  readonly path: string;
  readonly title: string;
  readonly sequence: number;
}

interface StoredChunk {
  readonly no: number;
  readonly section: string;
  readonly section_path: string;
  readonly text: string;
}

// The three columns of a row. Deleting needs the very same, so nothing but what is stored may go in.
const joined = ({ title, headings, body }: Columns) => ({ title: title.join(' '), headings: headings.join(' '), body: body.join(' ') });

const toldOf = (chunk: StoredChunk) => ({ section: chunk.section, sectionPath: chunk.section_path, text: chunk.text });

const unindex = (file: WikiFile, no: number, columns: Columns): number =>
  file.run(`INSERT INTO words (words, rowid, title, headings, body) VALUES ('delete', @no, @title, @headings, @body)`, {
    no,
    ...joined(columns),
  });

const clear = (file: WikiFile, page: StoredPage): void => {
  const range = { from: chunkNo(page.no, 0), to: chunkNo(page.no, CHUNKS_PER_PAGE - 1) };
  const chunks = file.rows<StoredChunk>('SELECT no, section, section_path, text FROM chunk WHERE no BETWEEN @from AND @to', range);
  if (chunks.length === 0) unindex(file, range.from, columnsOf(page, NO_CHUNK));
  for (const chunk of chunks) unindex(file, chunk.no, columnsOf(page, toldOf(chunk)));
  file.run('DELETE FROM chunk WHERE no BETWEEN @from AND @to', range);
  file.run('DELETE FROM vector WHERE chunk BETWEEN @from AND @to', range);
};

const index = (file: WikiFile, no: number, columns: Columns): void => {
  file.run('INSERT INTO words (rowid, title, headings, body) VALUES (@no, @title, @headings, @body)', { no, ...joined(columns) });
};

const learn = (file: WikiFile, columns: readonly Columns[]): void => {
  file.run('INSERT OR IGNORE INTO vocabulary SELECT value FROM json_each(@terms)', { terms: JSON.stringify(vocabularyOf(columns)) });
};

const addChunk = (file: WikiFile, no: number, chunk: IndexedChunk): void => {
  const { id, section, sectionPath, anchor, text, hash = '', vector } = chunk;
  file.run('INSERT INTO chunk VALUES (@no, @id, @section, @sectionPath, @anchor, @text, @hash)', {
    ...{ no, id, section, sectionPath, anchor, text, hash },
  });
  if (vector) file.run('INSERT INTO vector VALUES (@no, @floats)', { no, floats: bytesOf(vector) });
};

const fill = (file: WikiFile, no: number, page: IndexedPage): void => {
  const rows = page.chunks.map((chunk) => ({ chunk, no: chunkNo(no, chunk.index), columns: columnsOf(page, chunk) }));
  for (const row of rows) {
    addChunk(file, row.no, row.chunk);
    index(file, row.no, row.columns);
  }
  const bare = rows.length === 0 ? [columnsOf(page, NO_CHUNK)] : [];
  for (const columns of bare) index(file, chunkNo(no, 0), columns);
  learn(file, [...bare, ...rows.map(({ columns }) => columns)]);
};

const storedPage = (file: WikiFile, key: string): (StoredPage & { readonly live: number }) | undefined =>
  file.rows<StoredPage & { live: number }>('SELECT no, path, title, sequence, live FROM page WHERE key = @key', { key })[0];

const PUT_PAGE = `INSERT INTO page (key, path, title, category, tags, updated, author, sequence, live, words, attached_to)
  VALUES (@key, @path, @title, @category, @tags, @updated, @author, @sequence, @live, @words, @attachedTo)
  ON CONFLICT (key) DO UPDATE SET path = @path, title = @title, category = @category, tags = @tags, updated = @updated, author = @author,
    sequence = @sequence, live = @live, words = @words, attached_to = @attachedTo`;

const pageRow = (page: IndexedPage) => {
  const { pageKey: key, path, title, sequence, author = null, words = 0, attachedTo = null } = page;
  const updated = Date.parse(page.updated);
  return {
    ...{ key, path, title, sequence, author, live: 1, words, attachedTo },
    category: page.category === undefined ? null : foldedName(page.category),
    tags: JSON.stringify(page.tags.map(foldedName)),
    updated: Number.isNaN(updated) ? null : updated,
  };
};

const replaceable = (file: WikiFile, { pageKey, sequence }: PageVersion): boolean => {
  const known = storedPage(file, pageKey);
  if (known && known.sequence >= sequence) return false;
  if (known?.live === 1) clear(file, known);
  return true;
};

/** Within a transaction of the caller. */
export const putPage = (file: WikiFile, page: IndexedPage): PutOutcome => {
  if (!replaceable(file, page)) return 'older';
  file.run(PUT_PAGE, pageRow(page));
  fill(file, storedPage(file, page.pageKey)?.no ?? 0, page);
  return 'stored';
};

/** Within a transaction of the caller. Leaves the key and the sequence. */
export const removePage = (file: WikiFile, version: PageVersion): PutOutcome => {
  if (!replaceable(file, version)) return 'older';
  const { pageKey: key, sequence } = version;
  const nothing = { category: null, updated: null, author: null, words: 0, attachedTo: null };
  file.run(PUT_PAGE, { ...nothing, key, sequence, live: 0, path: '', title: '', tags: '[]' });
  return 'stored';
};
