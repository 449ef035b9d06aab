import { afterEach, beforeEach } from '@jest/globals';
import type { Operation, Query, Row, Table } from '../table.ts';

export interface Opened {
  readonly table: Table;
  close(): Promise<void>;
}

/** `now` answers epoch milliseconds. */
export type OpenTable = (now: () => number) => Promise<Opened>;

export interface FreshTable extends Table {
  /** Puts rows without conditions, at most 100. */
  seed(...rows: readonly Row[]): Promise<void>;
  /** The sort keys of one page. */
  keys(query: Query): Promise<readonly string[]>;
  /** The rows of all pages. */
  all(query: Query): Promise<readonly Row[]>;
  /** Moves the clock on by so many seconds. */
  pass(seconds: number): void;
  /** The time of the clock in epoch seconds. */
  seconds(): number;
}

export const START = Date.UTC(2026, 0, 1);

export async function pagesOf(table: Table, query: Query): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let next: Query | undefined = query; next !== undefined;) {
    const page = await table.query(next);
    rows.push(...page.rows);
    next = page.next === undefined ? undefined : { ...query, after: page.next };
  }
  return rows;
}

/** An empty table for every test of the surrounding block. */
export function freshTable(open: OpenTable): () => FreshTable {
  let opened: Opened | undefined;
  let time = START;
  beforeEach(async () => {
    time = START;
    opened = await open(() => time);
  });
  afterEach(async () => opened?.close());
  return () => {
    if (opened === undefined) throw new Error('the table is open only inside a test');
    const { table } = opened;
    return {
      get: (key) => table.get(key),
      getMany: (keys) => table.getMany(keys),
      query: (query) => table.query(query),
      write: (operations) => table.write(operations),
      seed: (...rows) => table.write(rows.map((row): Operation => ({ put: row }))),
      keys: async (query) => (await table.query(query)).rows.map(({ sk }) => sk),
      all: (query) => pagesOf(table, query),
      pass: (seconds) => void (time += seconds * 1000),
      seconds: () => time / 1000,
    };
  };
}
