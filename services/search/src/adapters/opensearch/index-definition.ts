import type { API } from '@opensearch-project/opensearch';
import { COLUMN_WEIGHTS } from '../../domain/columns.ts';
import type { Columns } from '../../domain/columns.ts';

type Definition = NonNullable<API.Indices_Create_Request['body']>;
type Column = keyof Columns;

/** Of the index behind the alias. Raise when mappings, settings or the folding of terms change: the next version is filled beside this one. */
export const INDEX_VERSION = 2;

/** So many terms a column usually has: the measure of what is long. Chunks are cut to about 150 words, so it needs no counting. */
const USUAL_LENGTH: Readonly<Record<Column, number>> = { title: 3, headings: 8, body: 130 };

const K1 = 1.2;
const B = 0.75;
const decimal = (value: number): string => value.toFixed(4);

/**
 * BM25 of one term in one column without its rarity, which the adapter counts wiki by wiki and sends as the query's boost: the built-in BM25
 * takes rarity and usual length from all wikis of a shard, and so would rank the pages of one wiki by those of another.
 */
const similarityOf = (column: Column): string => {
  const occurrences = `${decimal(COLUMN_WEIGHTS[column])} * doc.freq`;
  const length = `(${decimal(1 - B)} + ${decimal(B)} * doc.length / ${decimal(USUAL_LENGTH[column])})`;
  return `return query.boost * ${decimal(K1 + 1)} * ${occurrences} / (${occurrences} + ${decimal(K1)} * ${length});`;
};

/** What a single occurrence in a column of the usual length is worth. */
export const onceIn = (column: Column): number => ((K1 + 1) * COLUMN_WEIGHTS[column]) / (COLUMN_WEIGHTS[column] + K1);

export const COLUMNS: readonly Column[] = ['title', 'headings', 'body'];
export const fieldOf = (column: Column): string => `chunks.${column}`;

const similarities = Object.fromEntries(COLUMNS.map((column) => [column, { type: 'scripted', script: { source: similarityOf(column) } }]));

/** Comes folded and cut into terms by ourselves: spaces are all that is left to see. */
const TERMS = {
  analyzer: { terms: { type: 'custom', tokenizer: 'spaces' } },
  tokenizer: { spaces: { type: 'whitespace', max_token_length: 2_000 } },
} as const;

const shown = { type: 'keyword', index: false, doc_values: false } as const;

const columns = Object.fromEntries(
  COLUMNS.map((column) => [column, { type: 'text', analyzer: 'terms', similarity: column, index_options: 'positions' }] as const),
);

const vectorOf = (dimension: number) =>
  ({
    type: 'knn_vector',
    dimension,
    method: { name: 'hnsw', engine: 'lucene', space_type: 'cosinesimil', parameters: { m: 16, ef_construction: 128 } },
  }) as const;

export const indexDefinition = (dimension: number) =>
  ({
    settings: {
      index: {
        knn: true,
        // Said and not left to the default, under which a shard that nobody searches is refreshed no more.
        refresh_interval: '1s',
        // Removed pages leave a document, so a deletion need not be remembered; a wiki that was removed may begin anew.
        gc_deletes: '0s',
        max_regex_length: 5_000,
        mapping: { nested_objects: { limit: 65_536 } },
        similarity: similarities,
        analysis: TERMS,
      },
    },
    mappings: {
      dynamic: 'strict',
      _routing: { required: true },
      // Indexed, and of no use to whoever reads a page from here. Vectors stay: a page is put again with those of its unchanged chunks.
      _source: { excludes: ['vocabulary', 'folders', 'chunks.title', 'chunks.headings', 'chunks.body'] },
      properties: {
        wikiId: { type: 'keyword' },
        pageKey: { type: 'keyword' },
        sequence: { type: 'long', index: false },
        live: { type: 'boolean' },
        path: { type: 'keyword' },
        name: shown,
        folders: { type: 'keyword', doc_values: false },
        category: { type: 'keyword', doc_values: false },
        tags: { type: 'keyword', doc_values: false },
        updated: { type: 'date', format: 'epoch_millis' },
        author: { type: 'keyword' },
        vocabulary: { type: 'keyword' },
        chunkCount: { type: 'integer' },
        unfilled: { type: 'integer' },
        words: { type: 'integer', index: false },
        attachedTo: { type: 'keyword' },
        lexicon: { type: 'binary' },
        chunks: {
          type: 'nested',
          properties: {
            ...columns,
            index: { type: 'integer', index: false },
            section: shown,
            sectionPath: shown,
            anchor: shown,
            text: shown,
            hash: shown,
            vector: vectorOf(dimension),
          },
        },
      },
    },
  }) as const satisfies Definition;
