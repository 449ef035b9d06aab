/** The statements over the rows of a table, prepared once; `now` is in epoch milliseconds. */
import type Database from 'better-sqlite3';
import { fromText } from '../kernel/row-text.ts';
import type { RowText } from '../kernel/row-text.ts';
import type { Key, RowPage } from '../kernel/table.ts';
import type { KeyRange } from '../kernel/table-limits.ts';
import type { Change } from '../kernel/write-decision.ts';

export interface SqliteRows {
  /** The body of a row that is there and not expired. */
  bodyOf(key: Key, now: number): string | undefined;
  page(range: KeyRange, now: number): RowPage;
  apply(change: Change): void;
  /** Deletes at most so many expired rows; answers how many. */
  purge(now: number, limit: number): number;
  count(): number;
}

/** Any BLOB is greater than any TEXT: the end of a range that has none. */
const BEYOND_ALL_TEXT = Buffer.alloc(0);

const VISIBLE = '(expires_at IS NULL OR expires_at > ?)';

const rangeOf = (direction: 'ASC' | 'DESC'): string =>
  `SELECT sk, body FROM rows WHERE pk = ? AND sk >= ? AND sk < ? AND ${VISIBLE} ORDER BY sk ${direction} LIMIT ?`;

type PageArguments = [pk: string, low: string, high: string | Buffer, seconds: number, limit: number];

export function sqliteRows(database: Database.Database): SqliteRows {
  const select = database.prepare<[string, string, number], string>(`SELECT body FROM rows WHERE pk = ? AND sk = ? AND ${VISIBLE}`).pluck();
  const forward = database.prepare<PageArguments, [sk: string, body: string]>(rangeOf('ASC')).raw();
  const backward = database.prepare<PageArguments, [sk: string, body: string]>(rangeOf('DESC')).raw();
  const upsert = database.prepare<[string, string, string, number | null]>(
    `INSERT INTO rows (pk, sk, body, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (pk, sk) DO UPDATE SET body = excluded.body, expires_at = excluded.expires_at`,
  );
  const remove = database.prepare<[string, string]>('DELETE FROM rows WHERE pk = ? AND sk = ?');
  const removeExpired = database.prepare<[number, number]>(
    'DELETE FROM rows WHERE (pk, sk) IN (SELECT pk, sk FROM rows WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)',
  );
  const countAll = database.prepare<[], number>('SELECT count(*) FROM rows').pluck();
  const put = ({ key, body, expiresAt }: RowText): void => void upsert.run(key.pk, key.sk, body, expiresAt ?? null);
  return {
    bodyOf: ({ pk, sk }, now) => select.get(pk, sk, now / 1000),
    page({ pk, low, high, reverse, limit }, now) {
      // one more than asked tells whether there are more
      const found = (reverse ? backward : forward).all(pk, low, high ?? BEYOND_ALL_TEXT, now / 1000, limit + 1);
      const rows = found.slice(0, limit).map(([sk, body]) => fromText({ pk, sk }, body));
      const last = rows.at(-1);
      return found.length > limit && last !== undefined ? { rows, next: last.sk } : { rows };
    },
    apply(change) {
      if ('put' in change) put(change.put);
      else remove.run(change.delete.pk, change.delete.sk);
    },
    purge: (now, limit) => removeExpired.run(now / 1000, limit).changes,
    count: () => countAll.get() ?? 0,
  };
}
