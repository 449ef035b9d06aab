/** Reads what the file has of pages, and adds to it what was made of them later. */
import type { PageVersion, PutOutcome, StoredChunk, StoredPage, StoredQuestion } from '../../ports/search-index.ts';
import { bytesOf, floatsOf } from './floats.ts';
import { CHUNKS_PER_PAGE, chunkNo, indexOfChunk } from './schema.ts';
import type { WikiFile } from './wiki-file.ts';

const OF_PAGE = 'BETWEEN page.no << 16 AND (page.no << 16) + 65535';
const UNFILLED = `AND EXISTS (SELECT 1 FROM chunk LEFT JOIN vector ON vector.chunk = chunk.no WHERE chunk.no ${OF_PAGE} AND vector.chunk IS NULL)`;

const pagesSql = ({ unfilled = false, pageKey }: StoredQuestion): string => `
  SELECT no, key AS pageKey, path, title, sequence FROM page WHERE live = 1 AND key > @after
    AND ${pageKey === undefined ? '@pageKey IS NULL' : 'key = @pageKey'} AND EXISTS (SELECT 1 FROM chunk WHERE chunk.no ${OF_PAGE})
    ${unfilled ? UNFILLED : ''} ORDER BY key LIMIT @limit`;
const CHUNKS = `SELECT no, section_path AS sectionPath, text, hash, floats FROM chunk LEFT JOIN vector ON vector.chunk = chunk.no
  WHERE no BETWEEN @from AND @to ORDER BY no`;

interface PageRow extends Omit<StoredPage, 'chunks'> {
  readonly no: number;
}

interface ChunkRow extends Pick<StoredChunk, 'sectionPath' | 'text' | 'hash'> {
  readonly no: number;
  readonly floats: Uint8Array | null;
}

const chunkOf = ({ no, floats, ...chunk }: ChunkRow): StoredChunk => ({
  ...chunk,
  index: indexOfChunk(no),
  ...(floats === null ? {} : { vector: floatsOf(floats) }),
});

const rangeOf = (page: number) => ({ from: chunkNo(page, 0), to: chunkNo(page, CHUNKS_PER_PAGE - 1) });

export const storedPages = (file: WikiFile, wanted: StoredQuestion): readonly StoredPage[] => {
  const { after = '', pageKey = null, limit } = wanted;
  return file
    .rows<PageRow>(pagesSql(wanted), { after, pageKey, limit })
    .map(({ no, ...page }) => ({ ...page, chunks: file.rows<ChunkRow>(CHUNKS, rangeOf(no)).map(chunkOf) }));
};

const FILL = 'INSERT OR REPLACE INTO vector SELECT no, @floats FROM chunk WHERE no = @no';

/** Within a transaction of the caller. */
export const fillPage = (file: WikiFile, version: PageVersion, vectors: ReadonlyMap<number, Float32Array>): PutOutcome => {
  const { pageKey: key, sequence } = version;
  const [page] = file.column<number>('SELECT no FROM page WHERE key = @key AND sequence = @sequence AND live = 1', { key, sequence });
  if (page === undefined) return 'older';
  for (const [index, vector] of vectors) file.run(FILL, { no: chunkNo(page, index), floats: bytesOf(vector) });
  return 'stored';
};

export const lexiconOf = (file: WikiFile): Uint8Array | undefined =>
  file.column<Uint8Array>('SELECT bytes FROM lexicon').map((bytes) => Uint8Array.from(bytes))[0];

export const keepLexicon = (file: WikiFile, bytes: Uint8Array): void => {
  file.run('INSERT OR REPLACE INTO lexicon VALUES (1, @bytes)', { bytes });
};
