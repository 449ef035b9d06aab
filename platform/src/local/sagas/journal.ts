/** The durable side of the saga runner: every transition is one SQLite transaction, on disk before anything relies on it. */
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { Json } from '../../kernel/table.ts';
import type { StateMachineDefinition } from './definition.ts';
import type { Change, TokenState } from './draft.ts';
import type { HistoryEvent } from './history.ts';
import { SCHEMA } from './journal-schema.ts';
import type { Ending, Execution, Running, Strand } from './strand.ts';

/** An execution to begin: its row, its root strand and its first event are written together. */
export interface Beginning {
  readonly execution: Omit<Execution, 'id'>;
  readonly definition: StateMachineDefinition;
  readonly root: Strand;
  readonly first: HistoryEvent;
}

export interface Journal {
  readonly database: Database.Database;
  /** Answers the id of the new execution. */
  begin(beginning: Beginning): number;
  /** Input of the execution of this name, if there is one. */
  find(stateMachine: string, name: string): { readonly id: number; readonly input: Json } | undefined;
  running(): readonly number[];
  load(id: number): Running | undefined;
  apply(change: Change): void;
  token(token: string): { readonly execution: number; readonly strand: number; readonly state: TokenState } | undefined;
  /** Forgets executions that ended before this time, with their history and tokens; answers how many. */
  forget(endedBefore: number): number;
  close(): void;
}

interface ExecutionRow {
  readonly id: number;
  readonly machine: string;
  readonly name: string;
  readonly input: string;
  readonly started: number;
  readonly due: number | null;
  readonly definition: string;
}

const SQL = {
  define: 'INSERT OR IGNORE INTO definitions (hash, body) VALUES (?, ?)',
  begin: `INSERT INTO executions (machine, name, definition, status, input, started, due) VALUES (?, ?, ?, 'RUNNING', ?, ?, ?)`,
  find: `SELECT id, input FROM executions WHERE machine = ? AND name = ?`,
  running: `SELECT id FROM executions WHERE status = 'RUNNING' ORDER BY id`,
  load: `SELECT id, machine, name, input, started, due, definition FROM executions WHERE id = ? AND status = 'RUNNING'`,
  definition: 'SELECT body FROM definitions WHERE hash = ?',
  strands: 'SELECT body FROM strands WHERE execution = ? ORDER BY id',
  lastEvent: 'SELECT coalesce(max(id), 0) AS last FROM events WHERE execution = ?',
  putStrand: 'INSERT INTO strands (execution, id, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
  dropStrand: 'DELETE FROM strands WHERE execution = ? AND id = ?',
  putEvent: 'INSERT INTO events (execution, id, previous, at, type, details) VALUES (?, ?, ?, ?, ?, ?)',
  putToken: 'INSERT INTO tokens (token, execution, strand, state) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state',
  token: 'SELECT execution, strand, state FROM tokens WHERE token = ?',
  end: 'UPDATE executions SET status = ?, output = ?, error = ?, cause = ?, ended = ? WHERE id = ?',
  dropStrands: 'DELETE FROM strands WHERE execution = ?',
  closeTokens: `UPDATE tokens SET state = 'timed-out' WHERE execution = ? AND state = 'open'`,
} as const;

export interface JournalOptions {
  /** False only in tests: what is written survives the end of the runner, not the end of the machine. */
  readonly fsync?: boolean;
  /** Called right before and right after each write, for tests that crash there. */
  readonly around?: (moment: 'before' | 'after') => void;
}

/** Opens or makes the journal file. */
export const openJournal = (file: string, { fsync = true, around = () => {} }: JournalOptions = {}): Journal => {
  const database = new Database(file);
  database.pragma(`synchronous = ${fsync ? 'FULL' : 'OFF'}`);
  database.pragma('journal_mode = WAL');
  database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
  const prepared = Object.fromEntries(Object.entries(SQL).map(([name, text]) => [name, database.prepare(text)])) as Record<
    keyof typeof SQL,
    Database.Statement
  >;
  const definitionOf = definitionsIn(prepared);
  const write = <T>(work: () => T): T => {
    around('before');
    const answer = database.transaction(work).immediate();
    around('after');
    return answer;
  };
  return {
    database,
    begin: (beginning) => write(() => begin(prepared, beginning)),
    find: (stateMachine, name) => {
      const row = prepared.find.get(stateMachine, name) as { id: number; input: string } | undefined;
      return row && { id: row.id, input: JSON.parse(row.input) as Json };
    },
    running: () => (prepared.running.all() as { id: number }[]).map(({ id }) => id),
    load: (id) => load(prepared, id, definitionOf),
    apply: (change) => write(() => apply(prepared, change)),
    token: (token) => prepared.token.get(token) as { execution: number; strand: number; state: TokenState } | undefined,
    forget: (endedBefore) => write(() => forget(database, endedBefore)),
    close: () => void database.close(),
  };
};

type Prepared = Record<keyof typeof SQL, Database.Statement>;

const begin = (prepared: Prepared, { execution, definition, root, first }: Beginning): number => {
  const body = JSON.stringify(definition);
  const hash = createHash('sha256').update(body).digest('hex');
  prepared.define.run(hash, body);
  const { stateMachine, name, input, started, due } = execution;
  const id = Number(prepared.begin.run(stateMachine, name, hash, JSON.stringify(input), started, due ?? null).lastInsertRowid);
  putStrand(prepared, id, root);
  putEvent(prepared, id, first);
  return id;
};

/** Thousands of executions share a few definitions. */
const definitionsIn = (prepared: Prepared): ((hash: string) => StateMachineDefinition) => {
  const read = new Map<string, StateMachineDefinition>();
  return (hash) => {
    const known = read.get(hash) ?? (JSON.parse((prepared.definition.get(hash) as { body: string }).body) as StateMachineDefinition);
    read.set(hash, known);
    return known;
  };
};

/** What stands in the journal was written by this runner: it is read without checking it again. */
const load = (prepared: Prepared, id: number, definitionOf: (hash: string) => StateMachineDefinition): Running | undefined => {
  const row = prepared.load.get(id) as ExecutionRow | undefined;
  if (row === undefined) return undefined;
  const strands = (prepared.strands.all(id) as { body: string }[]).map(({ body }) => JSON.parse(body) as Strand);
  return {
    execution: {
      id,
      stateMachine: row.machine,
      name: row.name,
      input: JSON.parse(row.input) as Json,
      started: row.started,
      due: row.due ?? undefined,
    },
    definition: definitionOf(row.definition),
    strands: new Map(strands.map((strand) => [strand.id, strand])),
    events: (prepared.lastEvent.get(id) as { last: number }).last,
  };
};

const putStrand = (prepared: Prepared, execution: number, strand: Strand): void =>
  void prepared.putStrand.run(execution, strand.id, JSON.stringify(strand));

const putEvent = (prepared: Prepared, execution: number, { id, previousEventId, timestamp, type, details }: HistoryEvent): void =>
  void prepared.putEvent.run(execution, id, previousEventId, timestamp, type, JSON.stringify(details));

const apply = (prepared: Prepared, change: Change): void => {
  const { execution, strands, dropped, events, tokens, ending, now } = change;
  for (const event of events) putEvent(prepared, execution, event);
  for (const [token, { strand, state }] of tokens) prepared.putToken.run(token, execution, strand, state);
  if (ending !== undefined) return end(prepared, execution, { ending, now });
  for (const strand of strands.values()) putStrand(prepared, execution, strand);
  for (const id of dropped) prepared.dropStrand.run(execution, id);
};

const end = (prepared: Prepared, execution: number, { ending, now }: { ending: Ending; now: number }): void => {
  const [output, error, cause] = ending.status === 'SUCCEEDED' ? [JSON.stringify(ending.output)] : [undefined, ending.error, ending.cause];
  prepared.end.run(ending.status, output ?? null, error ?? null, cause ?? null, now, execution);
  prepared.dropStrands.run(execution);
  prepared.closeTokens.run(execution);
};

const forget = (database: Database.Database, endedBefore: number): number => {
  const old = `IN (SELECT id FROM executions WHERE ended < ?)`;
  for (const table of ['tokens', 'events']) database.prepare(`DELETE FROM ${table} WHERE execution ${old}`).run(endedBefore);
  const { changes } = database.prepare('DELETE FROM executions WHERE ended < ?').run(endedBefore);
  database.exec('DELETE FROM definitions WHERE hash NOT IN (SELECT definition FROM executions)');
  return changes;
};
