/** Forgets a wiki in one service: its views, and whatever the kernel keeps that is about it. What a service keeps besides it names itself. */
import type { WikiId } from '@wikibot/contracts/define/ids';
import { streamOf } from '@wikibot/contracts/define/fact';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { clearPartition } from './clear-partition.ts';
import { endStream } from './end-stream.ts';
import { messagePartition } from './envelopes.ts';
import { answerPartition } from './mailbox.ts';
import { outcomePartition } from './requests.ts';
import { sagaPartition } from './sagas.ts';
import { replayPartition } from './stream-answers.ts';
import type { Table } from './table.ts';
import type { BuiltView } from './view-rows.ts';

/** @param partitions of the service's own rows about the wiki */
export type Forget = (wikiId: WikiId, partitions?: readonly string[]) => Promise<void>;

export interface ForgettingParts {
  readonly table: Table;
  /** Those that fold the streams of wikis. */
  readonly views: readonly BuiltView[];
  readonly reactions: readonly string[];
}

/** Every part of it may be repeated, and goes on where it was interrupted. */
export const forgetter =
  ({ table, views, reactions }: ForgettingParts): Forget =>
  async (wikiId, partitions = []) => {
    const stream = streamOf(wikiStream, wikiId);
    for (const view of views) await endStream(table, view, stream);
    const kept = [messagePartition, answerPartition, outcomePartition, sagaPartition].map((partition) => partition(wikiId));
    for (const pk of [...partitions, ...kept, replayPartition(stream)]) await clearPartition(table, pk);
    for (const name of reactions) await clearPartition(table, `invalid#${name}`, (row) => String(row['envelope']).includes(`"${wikiId}"`));
  };
