/** The layout of a table's file. A change appends a migration; released ones never change. */
export const MIGRATIONS: readonly string[] = [
  // BINARY collation compares UTF-8 bytes, the order that the port promises. A message has its own copy of the field, because its row may be
  // put again or deleted before it is published; this costs nothing measurable up to 8 KB and about 0.3 ms at 128 KB.
  `CREATE TABLE rows (
     pk TEXT NOT NULL,
     sk TEXT NOT NULL,
     body TEXT NOT NULL,
     expires_at INTEGER,
     PRIMARY KEY (pk, sk)
   ) WITHOUT ROWID;
   CREATE INDEX rows_expiring ON rows (expires_at) WHERE expires_at IS NOT NULL;
   CREATE TABLE outgoing (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     pk TEXT NOT NULL,
     sk TEXT NOT NULL,
     body TEXT NOT NULL
   );`,
];
