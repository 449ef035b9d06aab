/** Reads the stream from the first change that is to be taken back to the head, and follows the files that it touched. */
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { FactOf } from '@wikibot/contracts/define/fact';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import { changesOf } from '@wikibot/platform/kernel/head-changes';
import { blobText } from '../domain/blob-text.ts';
import type { VersionChange } from '../domain/moves.ts';
import { versionChanges } from '../domain/moves.ts';
import type { Lineage } from '../domain/undoing/lineage.ts';
import { lineage } from '../domain/undoing/lineage.ts';
import { movesToldBy } from '../views/commits.ts';
import { undoRefusals } from '../domain/undoing/undo-refusals.ts';
import type { Ports } from '../ports.ts';
import type { ChangedFile } from '../ports/repository.ts';

export type Moved = FactOf<typeof headMoved>;

export interface Stretch {
  readonly wikiId: WikiId;
  /** The first change that is to be taken back. */
  readonly from: number;
  readonly upTo: number;
  readonly isUndone: (fact: Moved) => boolean;
  /** One commit of a push, where not all that it brought is to be taken back. */
  readonly only?: { readonly id: ObjectId; readonly previous: ObjectId | null };
}

export interface Followed {
  readonly ok: true;
  readonly lineage: Lineage;
  /** The commits that are taken back, oldest first. */
  readonly undone: readonly ObjectId[];
}

/** So many changes are looked through. */
const MOST_CHANGES = 10_000;
const AT_ONCE = 100;

export const followedChanges = async (ports: Ports, stretch: Stretch): Promise<Followed | Refused> => {
  const { wikiId, from, upTo, isUndone, only } = stretch;
  if (upTo - from >= MOST_CHANGES) return undoRefusals['undo.too-long']({ changes: upTo - from, limit: MOST_CHANGES });
  const between = differences(ports, wikiId);
  const followed = lineage();
  const undone: ObjectId[] = [];
  const undo = async (fact: Moved): Promise<void> => {
    const { previous, head } = fact.data;
    const part = only ?? { id: head, previous };
    undone.push(part.id);
    followed.undo(await between(part.previous, part.id, fact));
    if (part.id !== head) followed.keep(await between(part.id, head, fact));
  };
  for await (const fact of movesBetween(ports, stretch)) {
    if (isUndone(fact)) await undo(fact);
    else if (await touches(fact, followed, ports)) followed.keep(await between(fact.data.previous, fact.data.head, fact));
  }
  return { ok: true, lineage: followed, undone };
};

const differences =
  (ports: Ports, wikiId: WikiId) =>
  async (from: ObjectId | null, to: ObjectId, fact: Moved): Promise<readonly VersionChange[]> => {
    const repository = ports.repositories.open(wikiId);
    const files: ChangedFile[] = [];
    for await (const file of repository.changes(from, to)) files.push(file);
    return versionChanges(files, { textOf: blobText(repository), told: await movesToldBy(fact, ports) });
  };

const touches = async (fact: Moved, { follows }: Lineage, { payloads }: Ports): Promise<boolean> =>
  (await changesOf(fact, payloads)).some(({ file }) => follows(file));

async function* movesBetween({ events }: Ports, { wikiId, from, upTo }: Stretch): AsyncIterable<Moved> {
  for (let at = from - 1; at < upTo;) {
    const facts = await events.read(streamOf(wikiStream, wikiId), at, Math.min(AT_ONCE, upTo - at));
    if (facts.length === 0) return;
    for (const fact of facts) if (isMove(fact)) yield fact;
    at += facts.length;
  }
}

const isMove = (fact: FactEnvelope): fact is FactEnvelope & Moved => fact.name === headMoved.name;
