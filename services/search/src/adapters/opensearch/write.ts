import type { PutOutcome } from '../../ports/search-index.ts';
import type { Cluster } from './cluster.ts';
import { ClusterFault, isPassingStatus, persistently, rest, TRIES } from './cluster.ts';
import { documentId } from './page-document.ts';
import type { PageDocument } from './page-document.ts';

/**
 * The smallest domains take requests of 10 MiB. A page of a mebibyte alone makes up to 7 (one-letter words), with vectors of 384 numbers 8 to 19:
 * whoever embeds such pages needs a domain that takes more.
 */
const BATCH = { bytes: 4 * 1024 * 1024, documents: 200 } as const;

const batched = (documents: readonly PageDocument[]): readonly (readonly PageDocument[])[] => {
  const batches: PageDocument[][] = [];
  let bytes = 0;
  for (const document of documents) {
    const size = Buffer.byteLength(JSON.stringify(document));
    const open = batches.at(-1);
    const fits = open !== undefined && open.length < BATCH.documents && bytes + size <= BATCH.bytes;
    if (fits) open.push(document);
    else batches.push([document]);
    bytes = fits ? bytes + size : size;
  }
  return batches;
};

const VERSION_CONFLICT = 'version_conflict_engine_exception';

interface Answered {
  readonly status: number;
  readonly error?: { readonly type?: string };
}

/** `external` refuses what is as new as what is there, `external_gte` only what is older. */
export type Gate = 'external' | 'external_gte';

const actionOf = (document: PageDocument, gate: Gate) => ({
  index: { _id: documentId(document), routing: document.wikiId, version: document.sequence, version_type: gate },
});

/**
 * `wait_for`: what resolves can be found, at the price of up to a second; forcing a refresh for each change would make a segment of each.
 * The sequence is the document's external version, so an older change is refused by the cluster itself.
 */
const send = async ({ client, alias }: Cluster, documents: readonly PageDocument[], gate: Gate): Promise<readonly Answered[]> => {
  const body = documents.flatMap((document) => [actionOf(document, gate), document]);
  const { body: answer } = await client.bulk({ index: alias, require_alias: true, refresh: 'wait_for', body });
  return answer.items.map(({ index }) => index as Answered); // the only action that was sent
};

/** The versions that the cluster has now, found yet or not. */
const versionsOf = async (cluster: Cluster, documents: readonly PageDocument[]): Promise<readonly (number | undefined)[]> => {
  const docs = documents.map((document) => ({ _id: documentId(document), routing: document.wikiId, _source: false }));
  const { body } = await cluster.client.mget({ index: cluster.alias, body: { docs } });
  return body.docs.map((doc) => ('found' in doc && doc.found ? doc._version : undefined));
};

interface Open {
  readonly document: PageDocument;
  readonly at: number;
}

/** The outcomes so far, by place. */
interface Round {
  readonly gate: Gate;
  readonly outcomes: (PutOutcome | undefined)[];
  /** What became of an earlier try is not known: what is there may be our own. */
  blind: boolean;
}

const isDone = (status: number): boolean => status >= 200 && status < 300;

/** What an item's answer means. @throws {ClusterFault} for a document that the cluster does not take */
const meaningOf = ({ status, error }: Answered): 'stored' | 'conflict' | 'later' => {
  if (isDone(status)) return 'stored';
  if (error?.type === VERSION_CONFLICT) return 'conflict';
  if (isPassingStatus(status)) return 'later';
  throw new ClusterFault('index a page', { type: error?.type ?? 'unexplained', status, isPassing: false });
};

// A conflict with what is not there is the memory of a deletion, and passes.
const settleConflicts = async (cluster: Cluster, conflicts: readonly Open[], { gate, outcomes, blind }: Round): Promise<void> => {
  if (conflicts.length === 0) return;
  const versions = await versionsOf(
    cluster,
    conflicts.map(({ document }) => document),
  );
  for (const [place, { document, at }] of conflicts.entries()) {
    const version = versions[place] ?? 0;
    if (version >= document.sequence)
      outcomes[at] = (blind || gate === 'external_gte') && version === document.sequence ? 'stored' : 'older';
  }
};

/** One try of what is still open. */
const tryOpen = async (cluster: Cluster, documents: readonly PageDocument[], round: Round): Promise<void> => {
  const open: readonly Open[] = documents.map((document, at) => ({ document, at })).filter(({ at }) => round.outcomes[at] === undefined);
  const answers = await send(
    cluster,
    open.map(({ document }) => document),
    round.gate,
  );
  const meant = Map.groupBy(answers.entries(), ([, answer]) => meaningOf(answer));
  const those = (meaning: 'stored' | 'conflict'): readonly Open[] => (meant.get(meaning) ?? []).flatMap(([place]) => open[place] ?? []);
  for (const { at } of those('stored')) round.outcomes[at] = 'stored';
  await settleConflicts(cluster, those('conflict'), round);
};

const STILL_BUSY = { type: 'still_busy', status: 429, isPassing: true };

const writeBatch = async (cluster: Cluster, documents: readonly PageDocument[], gate: Gate): Promise<readonly PutOutcome[]> => {
  const round: Round = { gate, outcomes: documents.map(() => undefined), blind: false };
  const carryOut = async (): Promise<void> => {
    try {
      await tryOpen(cluster, documents, round);
    } catch (error) {
      round.blind = true;
      throw error;
    }
  };
  for (let tried = 1; ; tried += 1) {
    await persistently(cluster, { what: 'index pages', tries: TRIES.changing }, carryOut);
    const outcomes = round.outcomes.filter((outcome) => outcome !== undefined);
    if (outcomes.length === documents.length) return outcomes;
    if (tried === TRIES.changing) throw new ClusterFault('index pages', STILL_BUSY);
    await rest(cluster.patience, tried);
  }
};

/** Puts documents that are newer than what the cluster has, or as new if the gate says so; answers in their order. */
export const write = async (
  cluster: Cluster,
  documents: readonly PageDocument[],
  gate: Gate = 'external',
): Promise<readonly PutOutcome[]> => {
  const outcomes: PutOutcome[] = [];
  for (const batch of batched(documents)) outcomes.push(...(await writeBatch(cluster, batch, gate)));
  return outcomes;
};
