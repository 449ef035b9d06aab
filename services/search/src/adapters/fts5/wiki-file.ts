import { openSqlite } from '@wikibot/platform/local/sqlite-connection';
import type { Connection } from '@wikibot/platform/local/sqlite-connection';
import { MIGRATIONS } from './schema.ts';

export type Value = string | number | Uint8Array | null;
export type Values = Readonly<Record<string, Value>>;

/** The index of one wiki: its connection and the statements it has seen. */
export interface WikiFile {
  /** Rows of a query. The caller names the columns its statement selects. */
  rows<Row>(sql: string, values?: Values): readonly Row[];
  /** First column of every row. */
  column<Item>(sql: string, values?: Values): readonly Item[];
  each<Row>(sql: string, values?: Values): IterableIterator<Row>;
  /** Changes rows; answers the number of the last one added. */
  run(sql: string, values?: Values): number;
  /** All or nothing. */
  atomically<Result>(work: () => Result): Result;
  close(): void;
}

/** Kilobytes of page cache a wiki; the system's file cache does the rest. */
const CACHE = 512;
/** Pages of log after which it is brought into the file: 2 MB, since many files may be open. */
const LOG = 256;

const wikiFileOn = ({ database, guard, close }: Connection): WikiFile => {
  database.pragma(`cache_size = -${CACHE}`);
  database.pragma(`wal_autocheckpoint = ${LOG}`);
  const known = new Map<string, ReturnType<typeof database.prepare>>();
  const statement = (sql: string) => {
    const found = known.get(sql) ?? database.prepare(sql);
    known.set(sql, found);
    return found;
  };
  // The driver types rows as unknown; each statement lies beside the type of what it selects.
  return {
    rows: <Row>(sql: string, values: Values = {}) => guard(() => statement(sql).all(values) as Row[]),
    column: <Item>(sql: string, values: Values = {}) => guard(() => statement(sql).pluck().all(values) as Item[]),
    each: <Row>(sql: string, values: Values = {}) => guard(() => statement(sql).iterate(values) as IterableIterator<Row>),
    run: (sql, values = {}) => guard(() => Number(statement(sql).run(values).lastInsertRowid)),
    atomically: (work) => guard(() => database.transaction(work).immediate()),
    close,
  };
};

export const openWikiFile = (file: string): WikiFile => wikiFileOn(openSqlite({ file }, MIGRATIONS));
