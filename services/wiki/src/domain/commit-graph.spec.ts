import { describe, expect, it } from '@jest/globals';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import * as fc from 'fast-check';
import { missingCommits, reaches, type CommitGraph, type CommitLinks } from './commit-graph.ts';
import { partSince, partToDepth, reshaped } from './history-depth.ts';

const idOf = (number: number): ObjectId => number.toString(16).padStart(40, '0') as ObjectId;

interface History {
  readonly graph: CommitGraph;
  readonly count: number;
  readonly parents: (oid: ObjectId) => readonly ObjectId[];
}

/** Commits in order of their making, each with up to two earlier parents, under clocks that are wrong. */
const history: fc.Arbitrary<History> = fc
  .array(fc.record({ first: fc.nat(), second: fc.option(fc.nat()), time: fc.integer({ min: 0, max: 50 }) }), {
    minLength: 1,
    maxLength: 25,
  })
  .map((made) => {
    const links = new Map<ObjectId, CommitLinks>();
    for (const [number, { first, second, time }] of made.entries()) {
      const parents = number === 0 ? [] : [first % number, ...(second === null ? [] : [second % number])];
      links.set(idOf(number), { tree: idOf(1000 + number), parents: [...new Set(parents)].map(idOf), time });
    }
    const found = (oid: ObjectId): CommitLinks => {
      const one = links.get(oid);
      if (!one) throw new Error(`no commit ${oid}`);
      return one;
    };
    return { graph: (oid) => Promise.resolve(found(oid)), count: made.length, parents: (oid) => found(oid).parents };
  });

/** All that is reached, with nothing clever. */
const closure = ({ parents }: History, from: Iterable<ObjectId>, cut: ReadonlySet<ObjectId> = new Set()): Set<ObjectId> => {
  const seen = new Set<ObjectId>();
  const visit = (oid: ObjectId): void => {
    if (seen.has(oid)) return;
    seen.add(oid);
    if (!cut.has(oid)) parents(oid).forEach(visit);
  };
  for (const oid of from) visit(oid);
  return seen;
};

const picked = fc.array(fc.nat(), { maxLength: 4 });
const commitsOf = ({ count }: History, numbers: readonly number[]): ObjectId[] => [
  ...new Set(numbers.map((number) => idOf(number % count))),
];

describe('the commits to send', () => {
  it('are at least those that are lacking, each with parents that are sent or known', async () => {
    await fc.assert(
      fc.asyncProperty(history, picked, picked, async (made, want, have) => {
        const [wants, haves] = [commitsOf(made, want), commitsOf(made, have)];
        const { commits, known } = await missingCommits(made.graph, { wants, haves });
        const [wanted, had] = [closure(made, wants), closure(made, haves)];
        const sent = new Set(commits);
        for (const oid of wanted) if (!had.has(oid)) expect(sent).toContain(oid);
        for (const oid of sent) expect(wanted).toContain(oid);
        for (const oid of known) expect(had).toContain(oid);
        for (const parent of commits.flatMap(made.parents)) expect(sent.has(parent) || known.has(parent)).toBe(true);
      }),
    );
  });

  it('are none too many while clocks are right', async () => {
    await fc.assert(
      fc.asyncProperty(history, picked, picked, async (made, want, have) => {
        const graph: CommitGraph = async (oid) => ({ ...(await made.graph(oid)), time: Number.parseInt(oid, 16) });
        const [wants, haves] = [commitsOf(made, want), commitsOf(made, have)];
        const { commits } = await missingCommits(graph, { wants, haves });
        const had = closure(made, haves);
        expect(new Set(commits)).toEqual(new Set([...closure(made, wants)].filter((oid) => !had.has(oid))));
      }),
    );
  });

  it('include what lies behind an end of the history of the other side', async () => {
    await fc.assert(
      fc.asyncProperty(history, picked, picked, async (made, want, cut) => {
        const [wants, shallow] = [commitsOf(made, want), new Set(commitsOf(made, cut))];
        const had = closure(made, wants, shallow);
        const opened = [...shallow].filter((oid) => had.has(oid)).flatMap(made.parents);
        const { commits } = await missingCommits(made.graph, { wants: [...wants, ...opened], haves: wants, shallow });
        const all = new Set([...commits, ...had]);
        for (const oid of closure(made, wants)) expect(all).toContain(oid);
      }),
    );
  });

  it('end where the history is to end', async () => {
    await fc.assert(
      fc.asyncProperty(history, picked, picked, async (made, want, cut) => {
        const [wants, edge] = [commitsOf(made, want), new Set(commitsOf(made, cut))];
        const { commits } = await missingCommits(made.graph, { wants, haves: [], edge });
        expect(new Set(commits)).toEqual(closure(made, wants, edge));
      }),
    );
  });

  it('grow out of one another as the history says', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(), fc.nat(), async (made, a, b) => {
        const [from, to] = [idOf(a % made.count), idOf(b % made.count)];
        expect(await reaches(made.graph, from, to)).toBe(closure(made, [from]).has(to));
      }),
    );
  });
});

describe('a part of a history', () => {
  it('reaches as deep as asked, and its ends are those with parents outside', async () => {
    await fc.assert(
      fc.asyncProperty(history, picked, fc.integer({ min: 1, max: 8 }), async (made, want, depth) => {
        const tips = commitsOf(made, want);
        let expected = new Set(tips);
        for (let step = 1; step < depth; step += 1) expected = new Set([...expected, ...[...expected].flatMap(made.parents)]);
        const { reached, edge } = await partToDepth(made.graph, tips, depth);
        expect(reached).toEqual(expected);
        for (const oid of reached) if (made.parents(oid).some((parent) => !reached.has(parent))) expect(edge).toContain(oid);
        expect(closure(made, tips, edge)).toEqual(reached);
      }),
    );
  });

  it('begins at a date', async () => {
    await fc.assert(
      fc.asyncProperty(history, picked, fc.integer({ min: 0, max: 50 }), async (made, want, since) => {
        const { reached, edge } = await partSince(made.graph, commitsOf(made, want), { since, excluded: new Set() });
        for (const oid of reached) expect((await made.graph(oid)).time).toBeGreaterThanOrEqual(since);
        for (const oid of reached) expect(edge.has(oid)).toBe(made.parents(oid).some((parent) => !reached.has(parent)));
      }),
    );
  });

  it('tells a client which of its ends move', () => {
    const [a, b, c] = [idOf(1), idOf(2), idOf(3)];
    const part = { reached: new Set([a, b]), edge: new Set([b]) };
    expect(reshaped([a, c], part)).toEqual({ shallow: [b], unshallow: [a], edge: new Set([b, c]) });
    expect(reshaped([a, b], undefined)).toEqual({ shallow: [], unshallow: [a, b], edge: new Set() });
  });
});
