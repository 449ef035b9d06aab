/**
 * The one port that carries all state: a partitioned, sorted key-value table, shaped so that DynamoDB and SQLite
 * can both keep it exactly. A service owns one table and nothing else reads it.
 *
 * Source: Amazon DynamoDB Developer Guide, "Single-table design" and "Managing complex workflows with transactions".
 */

/** What a row may hold: JSON and nothing else. A field set to `undefined` is not stored. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json | undefined };

/** `pk` gathers what is read together, `sk` orders it (bytewise, as UTF-8). Both 1 to 1,024 bytes. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A stored row. `expiresAt` (epoch seconds) hides the row from then on; it is deleted some time later. */
export interface Row extends Key {
  readonly expiresAt?: number;
  readonly [field: string]: Json | undefined;
}

/**
 * What must hold for an operation, checked on the row as it is before the write:
 * - `absent` / `present`: the row does not / does exist
 * - `equals`: the field has this value
 * - `older`: the row does not exist, or its numeric field is smaller than the value (a last-writer register)
 * - `below`: the row or field does not exist, or the numeric field is smaller than the value (a limited counter)
 */
export type Condition =
  | 'absent'
  | 'present'
  | { readonly field: string; readonly equals: string | number | boolean }
  | { readonly field: string; readonly older: number }
  | { readonly field: string; readonly below: number };

export type Operation =
  | { readonly put: Row; readonly if?: Condition }
  | { readonly delete: Key; readonly if?: Condition }
  /** Adds each amount to its numeric field, an absent row or field counting as 0. */
  | { readonly add: Key; readonly amounts: Readonly<Record<string, number>>; readonly if?: Condition }
  /** Changes nothing, but the whole write fails when the condition does not hold. */
  | { readonly check: Key; readonly if: Condition };

export interface Query {
  readonly pk: string;
  /** Only rows whose sort key begins so. */
  readonly prefix?: string;
  /** Only rows whose sort key is greater (in reading direction: further on) than this one; the cursor of a page. */
  readonly after?: string;
  /** Greatest sort key first. */
  readonly reverse?: boolean;
  /** At most so many rows, 1 to 1,000; 100 unless told. */
  readonly limit?: number;
}

export interface RowPage {
  readonly rows: readonly Row[];
  /** Present when there may be more: pass it as `after`. */
  readonly next?: string;
}

/** At most so many operations in one write; DynamoDB's limit of a transaction. */
export const MAX_OPERATIONS = 100;

export interface Table {
  /** A strongly consistent read. */
  get(key: Key): Promise<Row | undefined>;
  /** As many strongly consistent reads, at most 100; answers stand in the order of the keys. */
  getMany(keys: readonly Key[]): Promise<readonly (Row | undefined)[]>;
  query(query: Query): Promise<RowPage>;
  /**
   * All or nothing, durable when it resolves; at most {@link MAX_OPERATIONS}, one operation per key.
   * @throws {ConditionFailed} when a condition did not hold (nothing is written)
   * @throws {RowTooLarge} when a row is over 400 KB as JSON
   */
  write(operations: readonly Operation[], options?: WriteOptions): Promise<void>;
}

export interface WriteOptions {
  /**
   * What is written can be made again, or nobody is left to miss it, so it need not wait for the disk: it survives the end of the
   * program, however it ends, but perhaps not a power failure. Where every write is durable anyway this changes nothing.
   */
  readonly volatile?: boolean;
}

/** A write was refused by a condition: `failed` holds the places, in the list of operations, of those that did not hold. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
  readonly failed: readonly number[];
  constructor(failed: readonly number[]) {
    super(`conditions did not hold for operations ${failed.join(', ')}`);
    this.failed = failed;
  }
}

/** DynamoDB's limit of an item; kept everywhere so that no world accepts what another refuses. */
export const MAX_ROW_BYTES = 400 * 1024;

export class RowTooLarge extends Error {
  override readonly name = 'RowTooLarge';
  constructor(key: Key, bytes: number) {
    super(`row ${key.pk} ${key.sk} has ${bytes} bytes, the limit is ${MAX_ROW_BYTES}; put large content in the payload store`);
  }
}
