import { asJson } from './outgoing.ts';
import type { Sagas, StepAnswer } from './sagas.ts';
import { sagaPartition, startRow } from './sagas.ts';
import type { Table } from './table.ts';

export const sagaReader = (table: Table): Sagas => ({
  starting: (saga, id, input) => ({ put: startRow(saga, id, input), if: 'absent' }),
  completing: (id, taskToken, outcome) => ({
    put: { pk: sagaPartition(id), sk: 'completed', outgoing: asJson({ kind: 'reply', taskToken, outcome }) },
  }),
  answers: async (id) => {
    const { rows } = await table.query({ pk: sagaPartition(id), prefix: 'step#' });
    return new Map(
      rows.map((row): [string, StepAnswer] => [
        row.sk.slice('step#'.length),
        { ok: row['ok'] === true, at: Number(row['at']), ...(typeof row['reason'] === 'string' ? { reason: row['reason'] } : {}) },
      ]),
    );
  },
});
