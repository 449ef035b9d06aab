/** Which commits a wiki has: those that facts told of. An object that no fact names is no commit of the wiki, whatever the repository holds. */
import type { FactOf } from '@wikibot/contracts/define/fact';
import { streamOf } from '@wikibot/contracts/define/fact';
import { ObjectId } from '@wikibot/contracts/define/ids';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { FoldSlice } from '@wikibot/contracts/define/service';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Change } from '@wikibot/contracts/requests/pages';
import { changesOf } from '@wikibot/platform/kernel/head-changes';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { changeOf } from './pages.ts';

const fold: FoldSlice<typeof wikiStream, Ports> = (fact) => {
  if (fact.name !== 'wiki.HeadMoved') return Promise.resolve([]);
  const { wikiId, head, commits } = fact.data;
  const ids = new Set([...commits.map(({ id }) => id), head]);
  return Promise.resolve([...ids].map((id) => ({ pk: commitsPartition(wikiId), sk: id, row: { sequence: fact.sequence } })));
};

export default fold;

const commitsPartition = (wikiId: WikiId): string => `commits#${wikiId}`;

type Moved = FactOf<typeof headMoved>;

/** A commit with what it changed. */
export interface KnownCommit {
  readonly ok: true;
  readonly id: ObjectId;
  /** What its changes are told against. */
  readonly previous: ObjectId | null;
  readonly change: Change;
  /** How many commits it stands for: the last one of a push stands for the push. */
  readonly commits: number;
  readonly fact: Moved;
}

type Asking = Pick<Ports, 'view' | 'events' | 'repositories'>;

/** Finds a commit by its id, or by as many digits as no other begins with. */
export const commitAt = async (ports: Asking, wikiId: WikiId, revision: string): Promise<KnownCommit | Refused> => {
  const { rows } = await ports.view('commits').query({ pk: commitsPartition(wikiId), prefix: revision, limit: 2 });
  const [row] = rows;
  if (!row) return refusals['revision.unknown']({ revision });
  if (rows.length > 1) return refusals['revision.ambiguous']({ revision });
  const fact = await moveAt(ports, wikiId, Number(row['sequence'])); // only the fold writes it
  return fact ? knownCommit(ports, fact, ObjectId.parse(row.sk)) : refusals['revision.unknown']({ revision });
};

/** The move of the head with this sequence. */
export const moveAt = async (ports: Pick<Ports, 'events'>, wikiId: WikiId, sequence: number): Promise<Moved | undefined> => {
  const [fact] = await ports.events.read(streamOf(wikiStream, wikiId), sequence - 1, 1);
  return fact?.name === headMoved.name && fact.sequence === sequence
    ? { ...fact, name: headMoved.name, data: headMoved.data.parse(fact.data) }
    : undefined;
};

const knownCommit = async (ports: Asking, fact: Moved, id: ObjectId): Promise<KnownCommit> => {
  const { head, previous, commits, wikiId } = fact.data;
  const change = changeOf(fact);
  if (id === head) return { ok: true, id, previous, change, commits: commits.length, fact };
  const { parents } = await ports.repositories.open(wikiId).links(id);
  const message = commits.find((commit) => commit.id === id)?.message ?? '';
  return { ok: true, id, previous: parents[0] ?? null, change: { ...change, revision: id, message }, commits: 1, fact };
};

/** The moves that a fact tells of, by where they lead. */
export const movesToldBy = async (fact: Moved, { payloads }: Pick<Ports, 'payloads'>): Promise<ReadonlyMap<string, string>> =>
  new Map((await changesOf(fact, payloads)).flatMap(({ file, from }): [string, string][] => (from === undefined ? [] : [[file, from]])));
