/** What upload-pack answers, piece by piece: new ends of the history, what is common, and the pack. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { missingCommits, reaches, type CommitGraph, type MissingCommits } from '../../domain/commit-graph.ts';
import { acknowledgement, type Acknowledgement } from '../../domain/git-protocol/acknowledgement.ts';
import { DELIMITER, FLUSH, pktLine } from '../../domain/git-protocol/pkt-line.ts';
import { BRANCH } from '../../domain/git-protocol/ref-advertisement.ts';
import { contentInBand } from '../../domain/git-protocol/side-band.ts';
import type { Deepening, FetchRequest } from '../../domain/git-protocol/upload-request.ts';
import { partSince, partToDepth, reshaped, type Part, type Reshaped } from '../../domain/history-depth.ts';
import type { Repository } from '../../ports/repository.ts';

/** A fetch that cannot be answered, in words for the person at the other end. */
export class FetchRefused extends Error {
  override readonly name = 'FetchRefused';
}

export interface Fetched {
  readonly repository: Repository;
  /** The head of the wiki now. */
  readonly head: ObjectId;
  readonly request: FetchRequest;
}

/** @throws {FetchRefused} */
export const fetchAnswer = async (fetched: Fetched): Promise<AsyncIterable<Buffer>> => {
  const { request, repository } = fetched;
  const graph: CommitGraph = (oid) => repository.links(oid);
  const wants = await ownWants(fetched, graph);
  const common = await repository.commitsAmong([...new Set(request.haves)]);
  const ends = await endsOfHistory(fetched, graph, wants);
  const missing = { wants: [...wants, ...ends.opened], haves: common, edge: ends.edge, shallow: new Set(ends.client) };
  const ready = common.length > 0 && (await meets(graph, wants, await missingCommits(graph, missing)));
  const answer = acknowledgement(request, { common, ready });
  return pieces(beforePack(request, ends, answer), answer.packFollows ? packIn(request, repository.pack(missing)) : undefined);
};

async function* pieces(before: Buffer, pack: AsyncIterable<Buffer> | undefined): AsyncIterable<Buffer> {
  yield before;
  if (pack) yield* pack;
}

/** Version 0 tells of the ends of the history at once and every time, version 2 with the pack. */
const beforePack = (request: FetchRequest, ends: Reshaped, { packets, packFollows }: Acknowledgement): Buffer =>
  Buffer.concat(
    request.version === 0 ? [endLines(request, ends), packets] : [packets, ...(packFollows ? [endSection(request, ends)] : [])],
  );

/** A head that was advertised a moment ago may have moved on; whatever the branch does not reach was never offered. */
const ownWants = async ({ repository, head, request }: Fetched, graph: CommitGraph): Promise<readonly ObjectId[]> => {
  const wants = [...new Set(request.wants)];
  const known = new Set(await repository.commitsAmong(wants));
  for (const oid of wants)
    if (!known.has(oid) || !(await reaches(graph, head, oid))) throw new FetchRefused(`upload-pack: not our ref ${oid}`);
  return wants;
};

/** Whether the walk came to a common commit from each wanted one. */
const meets = async (graph: CommitGraph, wants: readonly ObjectId[], { commits, known }: MissingCommits): Promise<boolean> => {
  if (wants.every((oid) => known.has(oid))) return true;
  for (const oid of commits) if ((await graph(oid)).parents.some((parent) => known.has(parent))) return true;
  return false;
};

interface Ends extends Reshaped {
  /** The client's ends before, as far as they are commits of ours. */
  readonly client: readonly ObjectId[];
  /** Parents that its history can go on with. */
  readonly opened: readonly ObjectId[];
}

const endsOfHistory = async ({ repository, head, request }: Fetched, graph: CommitGraph, wants: readonly ObjectId[]): Promise<Ends> => {
  const client = await repository.commitsAmong(request.shallow);
  if (!request.deepening) return { client, shallow: [], unshallow: [], opened: [], edge: new Set(client) };
  const part = await partOf(request.deepening, { graph, head, wants, client });
  if (part?.reached.size === 0) throw new FetchRefused('no commits selected for shallow requests');
  const ends = reshaped(client, part);
  const parents = await Promise.all(ends.unshallow.map(async (oid) => (await graph(oid)).parents));
  return { ...ends, client, opened: parents.flat() };
};

/** What the one branch may be called. */
const NAMES = new Set(['HEAD', 'main', 'heads/main', BRANCH]);

/** What git calls an infinite depth. */
const WHOLE = 0x7fffffff;

interface Asked {
  readonly graph: CommitGraph;
  readonly head: ObjectId;
  readonly wants: readonly ObjectId[];
  readonly client: readonly ObjectId[];
}

/** Undefined: the whole history. */
const partOf = async (deepening: Deepening, { graph, head, wants, client }: Asked): Promise<Part | undefined> => {
  if (deepening.kind === 'depth') {
    const { depth, relative } = deepening;
    if (depth >= WHOLE) return undefined;
    return relative ? partToDepth(graph, client, depth + 1) : partToDepth(graph, wants, depth);
  }
  const others = deepening.not.filter((name) => !NAMES.has(name));
  if (others.length > 0) throw new FetchRefused(`deepen-not: there is no reference ${others.join(', ')}`);
  const excluded = deepening.not.length > 0 ? (await missingCommits(graph, { wants: [head], haves: [] })).commits : [];
  return partSince(graph, wants, { since: (deepening.seconds ?? 0) * 1000, excluded: new Set(excluded) });
};

const lines = ({ shallow, unshallow }: Reshaped): readonly Buffer[] =>
  [...shallow.map((oid) => `shallow ${oid}`), ...unshallow.map((oid) => `unshallow ${oid}`)].map((line) => pktLine(`${line}\n`));

const endLines = ({ deepening }: FetchRequest, ends: Reshaped): Buffer => Buffer.concat(deepening ? [...lines(ends), FLUSH] : []);

const endSection = ({ deepening, shallow }: FetchRequest, ends: Reshaped): Buffer =>
  Buffer.concat(deepening || shallow.length > 0 ? [pktLine('shallow-info\n'), ...lines(ends), DELIMITER] : []);

async function* packIn(request: FetchRequest, pack: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  const banded = request.version === 2 || request.features.has('side-band-64k');
  if (request.version === 2) yield pktLine('packfile\n');
  if (banded) return yield* contentInBand(pack);
  for await (const chunk of pack) yield Buffer.from(chunk);
}
