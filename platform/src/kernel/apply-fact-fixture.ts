/** For specs: a view over an in-memory table, whose facts say which places they write or empty. */
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { defineFact } from '@wikibot/contracts/define/fact';
import type { Register } from '@wikibot/contracts/define/service';
import * as z from 'zod';
import type { FoldingView } from './apply-fact.ts';
import { applyFact } from './apply-fact.ts';
import { closed, deposited, depositFact } from './ledger-fixture.ts';
import { readMark } from './marks.ts';
import { memoryTable } from './memory-table.ts';
import type { KernelPorts } from './ports.ts';
import type { Table } from './table.ts';
import { notedPartitions } from './noted-partitions.ts';
import { movableClock } from './test-clock.ts';
import { registerPartition } from './view-rows.ts';

export const STREAM = 'ledger/one';
export type Fold = (fact: { sequence: number; data: unknown }) => readonly Register[] | Promise<readonly Register[]>;

export const setUp = (fold: Fold, over: (table: Table) => Table = (table) => table) => {
  const clock = movableClock();
  const kept = memoryTable({ now: clock.now });
  const view: FoldingView = {
    name: 'sums',
    version: 1,
    facts: new Map([deposited, closed, placed].map((fact) => [fact.name, fact])),
    ends: new Set<string>(),
    noted: notedPartitions(),
    fold: async () => async (fact: { sequence: number; data: unknown }) => fold(fact),
  };
  const lags: number[] = [];
  const noPorts = () => Promise.resolve({} as KernelPorts); // these folds ask for nothing
  const parts = {
    table: over(kept),
    clock,
    ports: noPorts,
    applied: (_view: unknown, _stream: string, lag: number) => void lags.push(lag),
  };
  const registers = async (pk: string) => (await kept.query({ pk: registerPartition(view, pk), limit: 1000 })).rows;
  return {
    view,
    clock,
    table: kept,
    lags,
    apply: (fact: FactEnvelope, other = view) => applyFact(parts, other, fact),
    mark: () => readMark(kept, view, STREAM),
    registers,
    /** What readers see: key and text of every register that is not gone. */
    seen: async (pk: string) => (await registers(pk)).filter((row) => row['gone'] !== true).map((row) => [row.sk, row['text']]),
  };
};

export interface Change {
  readonly place: string;
  readonly text: string | null;
}
/** Every fact says which places it writes or empties. */
export const changesOf = (data: unknown): readonly Change[] => (data as { changes: readonly Change[] }).changes;
export const placing: Fold = ({ data }) =>
  changesOf(data).map(({ place, text }) => ({ pk: 'places', sk: place, row: text === null ? null : { text } }));
export const placed = defineFact('billing.Placed', {
  meaning: 'Places were written or emptied.',
  data: z.object({ changes: z.array(z.object({ place: z.string(), text: z.string().nullable() })) }),
});
export const changing = (sequence: number, changes: readonly Change[]): FactEnvelope =>
  depositFact(sequence, { changes }, { name: placed.name });
