/** Folds a fact into one view: idempotent, in any order, and resumable in the middle of a long fact. */
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { Fact, Stream } from '@wikibot/contracts/define/fact';
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import { readFact } from './read-message.ts';
import { endStream } from './end-stream.ts';
import { afterApplying, hasEnded, isApplied, markOperations, notEnded, readMark } from './marks.ts';
import type { NotedPartitions } from './noted-partitions.ts';
import type { Clock, KernelPorts } from './ports.ts';
import type { Operation, Table } from './table.ts';
import { ConditionFailed, MAX_OPERATIONS } from './table.ts';
import type { BuiltView } from './view-rows.ts';
import { invalidPartition, registerOperation } from './view-rows.ts';

export interface FoldingView extends BuiltView {
  readonly facts: ReadonlyMap<string, Fact>;
  /** Names of the facts that end a stream. */
  readonly ends: ReadonlySet<string>;
  /** Partitions that this process has noted already. */
  readonly noted: NotedPartitions;
  readonly fold: () => Promise<FoldSlice<Stream, never>>;
}

export interface ApplyParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly ports: () => Promise<KernelPorts>;
  /** Told after each fact that the view now has, with how old the fact was. */
  readonly applied: (view: BuiltView, stream: string, lag: number) => void;
}

/** Whom a replay is for, when it is for all. */
export const EVERY_VIEW = '*';

/** Rows of a batch beside the registers: the mark and its gap, or the check that the stream goes on; a transaction ends at 4 MB, and rows are measured without their encoding. */
const BATCH = { operations: MAX_OPERATIONS - 2, bytes: 2 * 1024 * 1024 };

export const applyFact = async (parts: ApplyParts, view: FoldingView, envelope: FactEnvelope): Promise<void> => {
  if (await isForAnother(parts, view, envelope)) return;
  const mark = await readMark(parts.table, view, envelope.stream);
  const again = envelope.replay !== undefined;
  const known = isApplied(mark, envelope.sequence);
  if (hasEnded(mark) || (known && !again)) return;
  const registers = await registersOf(parts, view, envelope);
  await (view.ends.has(envelope.name)
    ? endStream(parts.table, view, envelope.stream)
    : writeRegisters(parts, { view, envelope, registers }));
  if (!known) parts.applied(view, envelope.stream, parts.clock.now() - Date.parse(envelope.time));
};

interface Writing {
  readonly view: FoldingView;
  readonly envelope: FactEnvelope;
  readonly registers: readonly Register[];
}

const writeRegisters = async (parts: ApplyParts, { view, envelope, registers }: Writing): Promise<void> => {
  const again = envelope.replay !== undefined;
  const noting = view.noted.noting(view, envelope.stream, registers);
  const now = parts.clock.now();
  const writes = registers.map((register) => registerOperation(view, { ...register, sequence: envelope.sequence, again, now }));
  // The partitions come first: no register lies where nobody would look for it.
  const batches = batched([...noting.operations, ...writes]);
  for (const batch of batches.slice(0, -1)) await writeNewer(parts.table, batch, notEnded(view, envelope.stream));
  await finish(parts, { view, envelope, operations: batches.at(-1) ?? [] });
  noting.done();
};

/** Views and their marks are lost together or not at all, and what is lost is folded again. */
const DERIVED = { volatile: true };

const batched = (operations: readonly Operation[]): readonly (readonly Operation[])[] => {
  const batches: Operation[][] = [];
  let bytes = 0;
  for (const operation of operations) {
    const size = JSON.stringify(operation).length;
    const open = batches.at(-1);
    const fits = open && open.length < BATCH.operations && bytes + size <= BATCH.bytes;
    if (fits) open.push(operation);
    else batches.push([operation]);
    bytes = fits ? bytes + size : size;
  }
  return batches;
};

/** A replay may be meant for one view only, by the name of its subscriber; the others have no use for it. */
const isForAnother = async (parts: ApplyParts, view: FoldingView, { replay }: FactEnvelope): Promise<boolean> =>
  replay !== undefined && replay !== EVERY_VIEW && replay !== `${(await parts.ports()).service}.${view.name}`;

/** A fact that does not fit its schema is kept with the reason and counts as applied: it stales its path, not the wiki. */
const registersOf = async (parts: ApplyParts, view: FoldingView, envelope: FactEnvelope): Promise<readonly Register[]> => {
  const read = readFact(view.facts, envelope);
  if (read.status === 'known') return (await view.fold())(read.fact as never, (await parts.ports()) as never); // the manifest pairs fold, facts and ports
  if (read.status === 'invalid') {
    await parts.table.write([
      { put: { pk: invalidPartition(view), sk: envelope.id, reason: read.reason, envelope: JSON.stringify(envelope) } },
    ]);
  }
  return [];
};

/** Writes the registers that are still older than the fact; the others have been overtaken and stay. Of a stream that has ended nothing is written. */
const writeNewer = async (table: Table, operations: readonly Operation[], goesOn: Operation): Promise<void> => {
  let pending = operations;
  while (pending.length > 0) {
    try {
      await table.write([goesOn, ...pending], DERIVED);
      return;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const overtaken = new Set(error.failed);
      pending = overtaken.has(0) ? [] : pending.filter((_, index) => !overtaken.has(index + 1));
    }
  }
};

/** The last registers and the mark go together; a mark that moved meanwhile is read again. */
const finish = async (
  parts: ApplyParts,
  work: { view: FoldingView; envelope: FactEnvelope; operations: readonly Operation[] },
): Promise<void> => {
  const { view, envelope } = work;
  let pending = work.operations;
  for (;;) {
    const from = await readMark(parts.table, view, envelope.stream);
    if (hasEnded(from)) return;
    if (isApplied(from, envelope.sequence)) return writeNewer(parts.table, pending, notEnded(view, envelope.stream));
    const marks = markOperations(view, envelope.stream, { from, to: afterApplying(from, envelope.sequence), now: parts.clock.now() });
    try {
      return await parts.table.write([...pending, ...marks], DERIVED);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const overtaken = new Set(error.failed);
      pending = pending.filter((_, index) => !overtaken.has(index));
    }
  }
};
