import type { ObjectId } from '@wikibot/contracts/define/ids';

/** What a commit says of its place in the history. */
export interface CommitLinks {
  readonly tree: ObjectId;
  readonly parents: readonly ObjectId[];
  /** When it was committed, epoch milliseconds; clocks may be wrong. */
  readonly time: number;
}

/** Looks a commit up; rejects when there is none. */
export type CommitGraph = (oid: ObjectId) => Promise<CommitLinks>;

export interface Missing {
  readonly wants: Iterable<ObjectId>;
  /** What the other side has, with all that it reaches. */
  readonly haves: Iterable<ObjectId>;
  /** Commits whose parents the other side does not get. */
  readonly edge?: ReadonlySet<ObjectId>;
  /** Commits whose parents the other side does not have. */
  readonly shallow?: ReadonlySet<ObjectId>;
}

export interface MissingCommits {
  /** In the order of the walk: newest first, as far as clocks are right. */
  readonly commits: readonly ObjectId[];
  /** Commits that the walk met and that the other side certainly has. */
  readonly known: ReadonlySet<ObjectId>;
}

/**
 * The commits to send: what the wanted ones reach without what the others reach, walked from the newest on until only
 * commits are left that the other side has. Where clocks were wrong a few too many are sent, never too few.
 */
export const missingCommits = async (graph: CommitGraph, missing: Missing): Promise<MissingCommits> => {
  const walk = await beginning(graph, missing);
  for (let next = walk.queue.take(); next && walk.wanted.size > 0; next = walk.queue.take()) {
    if (walk.known.has(next.oid)) await passKnown(walk, next, missing.shallow);
    else await passWanted(walk, next, missing.edge);
  }
  return { commits: [...walk.passed].filter((oid) => !walk.known.has(oid)), known: walk.known };
};

const passKnown = async (walk: Walk, { oid, links }: Queued, shallow?: ReadonlySet<ObjectId>): Promise<void> => {
  for (const parent of shallow?.has(oid) ? [] : links.parents) await haveAlso(walk, parent);
};

const passWanted = async (walk: Walk, { oid, links }: Queued, edge?: ReadonlySet<ObjectId>): Promise<void> => {
  walk.wanted.delete(oid);
  walk.passed.add(oid);
  for (const parent of edge?.has(oid) ? [] : links.parents) await wantAlso(walk, parent);
};

interface Walk {
  readonly queue: Queue;
  /** Met, and neither sent nor known yet. */
  readonly wanted: Set<ObjectId>;
  readonly known: Set<ObjectId>;
  /** Sent. Whoever turns out to know one all the same knows its parents too. */
  readonly passed: Set<ObjectId>;
}

const beginning = async (graph: CommitGraph, { wants, haves }: Missing): Promise<Walk> => {
  const walk: Walk = { queue: newestFirst(graph), wanted: new Set(), known: new Set(), passed: new Set() };
  for (const oid of haves) await haveAlso(walk, oid);
  for (const oid of wants) await wantAlso(walk, oid);
  return walk;
};

const haveAlso = async ({ queue, wanted, known }: Walk, oid: ObjectId): Promise<void> => {
  if (known.has(oid)) return;
  known.add(oid);
  wanted.delete(oid);
  await queue.add(oid);
};

const wantAlso = async ({ queue, wanted, known, passed }: Walk, oid: ObjectId): Promise<void> => {
  if (known.has(oid) || passed.has(oid)) return;
  wanted.add(oid);
  await queue.add(oid);
};

interface Queued {
  readonly oid: ObjectId;
  readonly links: CommitLinks;
}

interface Queue {
  /** Adding what is in it already changes nothing. */
  add(oid: ObjectId): Promise<void>;
  /** The newest commit. */
  take(): Queued | undefined;
}

const newestFirst = (graph: CommitGraph): Queue => {
  // Ascending by time. Histories are mostly one line, so it is short.
  const queue: Queued[] = [];
  const held = new Set<ObjectId>();
  return {
    add: async (oid) => {
      if (held.has(oid)) return;
      held.add(oid);
      const links = await graph(oid);
      let [low, high] = [0, queue.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((queue[middle]?.links.time ?? 0) <= links.time) low = middle + 1;
        else high = middle;
      }
      queue.splice(low, 0, { oid, links });
    },
    take: () => {
      const next = queue.pop();
      if (next) held.delete(next.oid);
      return next;
    },
  };
};

/** Whether `from` reaches `ancestor`. */
export const reaches = async (graph: CommitGraph, from: ObjectId, ancestor: ObjectId): Promise<boolean> => {
  const seen = new Set([from]);
  const pending = [from];
  for (let oid = pending.pop(); oid !== undefined; oid = pending.pop()) {
    if (oid === ancestor) return true;
    for (const parent of (await graph(oid)).parents) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      pending.push(parent);
    }
  }
  return false;
};
