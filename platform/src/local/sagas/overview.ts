/** What ops sees of sagas: lists, one execution, its history. Reads the journal, changes nothing. */
import type Database from 'better-sqlite3';
import type { Json } from '../../kernel/table.ts';
import type { HistoryEvent, HistoryEventType } from './history.ts';
import type { ExecutionStatus } from './strand.ts';

/** Times are epoch milliseconds. `output` on success; `error` and `cause`, if any were given, otherwise. */
export interface ExecutionView {
  readonly stateMachine: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly input: Json;
  readonly started: number;
  readonly ended?: number;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** The states under way, while it runs. */
  readonly at: readonly string[];
}

export type ExecutionSummary = Pick<ExecutionView, 'stateMachine' | 'name' | 'status' | 'started' | 'ended'>;

export interface ListQuery {
  readonly stateMachine?: string;
  readonly status?: ExecutionStatus;
  /** 1 to 1,000. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface Overview {
  /** Newest first. */
  list(query: ListQuery): { readonly executions: readonly ExecutionSummary[]; readonly next?: string };
  describe(stateMachine: string, name: string): ExecutionView | undefined;
  /** Oldest first; empty for an execution that does not exist. */
  history(stateMachine: string, name: string): readonly HistoryEvent[];
}

interface Row {
  readonly id: number;
  readonly machine: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly started: number;
  readonly ended: number | null;
}

interface EventRow {
  readonly id: number;
  readonly previous: number;
  readonly at: number;
  readonly type: HistoryEventType;
  readonly details: string;
}

const MAX_LIST = 1000;

const summaryOf = ({ machine, name, status, started, ended }: Row): ExecutionSummary => ({
  stateMachine: machine,
  name,
  status,
  started,
  ...(ended !== null && { ended }),
});

const viewOf = (row: Row, at: readonly string[]): ExecutionView => ({
  ...summaryOf(row),
  input: JSON.parse(row.input) as Json,
  ...(row.output !== null && { output: JSON.parse(row.output) as Json }),
  ...(row.error !== null && { error: row.error }),
  ...(row.cause !== null && { cause: row.cause }),
  at,
});

export const overviewOf = (database: Database.Database): Overview => {
  const one = database.prepare<[string, string], Row>('SELECT * FROM executions WHERE machine = ? AND name = ?');
  const many = database.prepare<[Record<string, string | number | null>], Row>(`SELECT * FROM executions
    WHERE ($machine IS NULL OR machine = $machine) AND ($status IS NULL OR status = $status) AND ($after IS NULL OR id < $after)
    ORDER BY id DESC LIMIT $limit`);
  const events = database.prepare<[number], EventRow>('SELECT id, previous, at, type, details FROM events WHERE execution = ? ORDER BY id');
  const states = database.prepare<[number], { state: string }>(`SELECT body ->> 'state' AS state FROM strands
    WHERE execution = ? AND body ->> '$.phase.kind' NOT IN ('pending', 'ended', 'branching') ORDER BY id`);
  return {
    list: ({ stateMachine, status, limit: asked, after }) => {
      const limit = Math.min(Math.max(asked, 1), MAX_LIST);
      const rows = many.all({
        machine: stateMachine ?? null,
        status: status ?? null,
        after: after === undefined ? null : Number(after),
        limit,
      });
      const last = rows.at(-1);
      return { executions: rows.map(summaryOf), ...(rows.length === limit && last && { next: String(last.id) }) };
    },
    describe: (stateMachine, name) => {
      const row = one.get(stateMachine, name);
      return (
        row &&
        viewOf(
          row,
          states.all(row.id).map(({ state }) => state),
        )
      );
    },
    history: (stateMachine, name) => {
      const row = one.get(stateMachine, name);
      if (row === undefined) return [];
      return events.all(row.id).map(({ id, previous, at, type, details }) => ({
        id,
        previousEventId: previous,
        timestamp: at,
        type,
        details: JSON.parse(details) as Json,
      }));
    },
  };
};
