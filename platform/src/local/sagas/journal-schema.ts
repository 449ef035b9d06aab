/** The tables of the saga journal. A strand is one JSON row, rewritten at each of its transitions; history only grows. */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS definitions (hash TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS executions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  machine TEXT NOT NULL,
  name TEXT NOT NULL,
  definition TEXT NOT NULL REFERENCES definitions (hash),
  status TEXT NOT NULL,
  input TEXT NOT NULL,
  output TEXT,
  error TEXT,
  cause TEXT,
  started INTEGER NOT NULL,
  ended INTEGER,
  due INTEGER,
  UNIQUE (machine, name)
) STRICT;
CREATE INDEX IF NOT EXISTS executions_by_status ON executions (status, machine, id);

CREATE TABLE IF NOT EXISTS strands (
  execution INTEGER NOT NULL REFERENCES executions (id),
  id INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (execution, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS events (
  execution INTEGER NOT NULL REFERENCES executions (id),
  id INTEGER NOT NULL,
  previous INTEGER NOT NULL,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  details TEXT NOT NULL,
  PRIMARY KEY (execution, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS tokens (
  token TEXT PRIMARY KEY,
  execution INTEGER NOT NULL REFERENCES executions (id),
  strand INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tokens_by_execution ON tokens (execution);
`;
