/** Where a history that is asked for in part ends. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { CommitGraph, CommitLinks } from './commit-graph.ts';

export interface Part {
  /** The commits of the part. */
  readonly reached: ReadonlySet<ObjectId>;
  /** Those among them whose parents are not all in it. */
  readonly edge: ReadonlySet<ObjectId>;
}

/** The commits fewer than `depth` steps from the tips. */
export const partToDepth = async (graph: CommitGraph, tips: readonly ObjectId[], depth: number): Promise<Part> => {
  const reached = new Set(tips);
  let level = [...reached];
  for (let step = 1; step < depth && level.length > 0; step += 1) {
    const parents = (await inTurn(graph, level)).flatMap((links) => links.parents);
    level = [...new Set(parents)].filter((oid) => !reached.has(oid));
    for (const oid of level) reached.add(oid);
  }
  const links = await inTurn(graph, level);
  return { reached, edge: new Set(level.filter((_, place) => (links[place]?.parents.length ?? 0) > 0)) };
};

const inTurn = async (graph: CommitGraph, oids: readonly ObjectId[]): Promise<readonly CommitLinks[]> => {
  const found: CommitLinks[] = [];
  for (const oid of oids) found.push(await graph(oid));
  return found;
};

/** The commits that are not older than `since` (epoch milliseconds) and not excluded, as far as the tips reach them through such. */
export const partSince = async (
  graph: CommitGraph,
  tips: readonly ObjectId[],
  { since, excluded }: { readonly since: number; readonly excluded: ReadonlySet<ObjectId> },
): Promise<Part> => {
  const isIn = async (oid: ObjectId): Promise<boolean> => !excluded.has(oid) && (await graph(oid)).time >= since;
  const reached = new Set<ObjectId>();
  const edge = new Set<ObjectId>();
  const pending: ObjectId[] = [];
  const add = (oid: ObjectId): void => {
    if (!reached.has(oid)) pending.push(oid);
    reached.add(oid);
  };
  for (const tip of tips) if (await isIn(tip)) add(tip);
  for (let oid = pending.pop(); oid !== undefined; oid = pending.pop()) {
    for (const parent of (await graph(oid)).parents) {
      if (await isIn(parent)) add(parent);
      else edge.add(oid);
    }
  }
  return { reached, edge };
};

/** What a client whose history ends early is told, and what follows for the commits to send. */
export interface Reshaped {
  /** Commits that become an end of its history. */
  readonly shallow: readonly ObjectId[];
  /** Commits that were an end of it and no longer are. */
  readonly unshallow: readonly ObjectId[];
  /** All ends of its history afterwards. */
  readonly edge: ReadonlySet<ObjectId>;
}

/** `part` undefined: the whole history. */
export const reshaped = (client: readonly ObjectId[], part: Part | undefined): Reshaped => {
  const had = new Set(client);
  const unshallow = client.filter((oid) => !part || (part.reached.has(oid) && !part.edge.has(oid)));
  const shallow = [...(part?.edge ?? [])].filter((oid) => !had.has(oid));
  const opened = new Set(unshallow);
  return { shallow, unshallow, edge: new Set([...shallow, ...client.filter((oid) => !opened.has(oid))]) };
};
