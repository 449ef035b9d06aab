import type { ObjectId } from '@wikibot/contracts/define/ids';
import { applyDelta, deltaResultSize } from '../../domain/delta.ts';
import { objectId, type GitObject, type ObjectType } from '../../domain/git-object.ts';
import { decodeTree, type Tree } from '../../domain/git-tree.ts';
import { objectProblem } from '../../domain/object-check.ts';
import { treeProblem } from '../../domain/tree-check.ts';
import { PackRefused, type PackLimits } from '../../ports/repository.ts';
import { entriesIn, entryBody, unpacked, workUpTo, type PushedEntry, type PushedFile, type Work } from './pushed-entries.ts';

export interface PushedObject {
  readonly type: ObjectType;
  readonly entry: PushedEntry;
}

export interface PushedObjects {
  /** Every object of the pack, checked. */
  readonly objects: ReadonlyMap<ObjectId, PushedObject>;
  /** Bases of differences that the pack does not hold itself. */
  readonly bases: ReadonlyMap<ObjectId, GitObject>;
}

export interface Around {
  /** An object of the repository. */
  readonly findBase: (oid: ObjectId) => Promise<GitObject | undefined>;
  /** Told of each folder while it is in memory. */
  readonly seeTree: (oid: ObjectId, tree: Tree) => void;
}

/** Where the base of a difference is: a place in the pack, or an id. */
type BaseName = number | ObjectId;

interface Unpacking {
  readonly pushed: PushedFile;
  readonly around: Around;
  readonly limits: PackLimits;
  readonly work: Work;
  readonly objects: Map<ObjectId, PushedObject>;
  /** Differences by their base. */
  readonly waiting: Map<BaseName, PushedEntry[]>;
}

/** Puts every object of a pack together, names it and checks it. @throws {PackRefused} */
export const objectsIn = async (pushed: PushedFile, limits: PackLimits, around: Around): Promise<PushedObjects> => {
  const unpacking: Unpacking = { pushed, limits, around, work: workUpTo(limits.workBytes), objects: new Map(), waiting: new Map() };
  const whole: [ObjectId, PushedEntry][] = [];
  for await (const { entry, body } of entriesIn(pushed, limits)) {
    await unpacking.work.spend(body.length);
    const base = baseNameOf(entry);
    // What is no difference has one of the four types of objects.
    if (base === undefined) whole.push([took(unpacking, entry, { type: entry.header.type as ObjectType, body }), entry]);
    else unpacking.waiting.set(base, [...(unpacking.waiting.get(base) ?? []), entry]);
  }
  for (const [oid, entry] of whole) await settle(unpacking, [entry.offset, oid], () => wholeAgain(unpacking, entry));
  const bases = await settleOnRepository(unpacking);
  if (unpacking.waiting.size > 0) throw new PackRefused('the pack holds differences of objects that are nowhere');
  return { objects: unpacking.objects, bases };
};

const baseNameOf = ({ offset, header }: PushedEntry): BaseName | undefined =>
  header.baseDistance === undefined ? header.baseId : offset - header.baseDistance;

const took = ({ objects, around }: Unpacking, entry: PushedEntry, { type, body }: GitObject): ObjectId => {
  const tree = type === 'tree' ? unpacked(() => decodeTree(body)) : undefined;
  const problem = type === 'tree' ? tree && treeProblem(tree) : objectProblem(type, body);
  if (problem !== undefined) throw new PackRefused(problem);
  const oid = objectId(type, body);
  if (!objects.has(oid)) objects.set(oid, { type, entry });
  if (tree) around.seeTree(oid, tree);
  return oid;
};

const wholeAgain = async ({ pushed, work }: Unpacking, entry: PushedEntry): Promise<GitObject> => {
  await work.spend(entry.header.size);
  return { type: entry.header.type as ObjectType, body: await entryBody(pushed, entry) }; // no difference, see above
};

/** Thin packs hold differences of what the receiver has. */
const settleOnRepository = async (unpacking: Unpacking): Promise<ReadonlyMap<ObjectId, GitObject>> => {
  const bases = new Map<ObjectId, GitObject>();
  for (const name of unpacking.waiting.keys()) {
    const object = typeof name === 'string' ? await unpacking.around.findBase(name) : undefined;
    if (typeof name === 'number' || !object) continue;
    bases.set(name, object);
    await settle(unpacking, [name], () => Promise.resolve(object));
  }
  return bases;
};

/** A base whose differences are being put together. */
interface Frame {
  readonly object: GitObject;
  readonly differences: PushedEntry[];
}

/** Bases that are in memory at a time: one way down from a whole object. */
const MAX_HELD_BYTES = 256 * 1024 * 1024;

/** Puts together what waits for an object, and what waits for that, and so on. */
const settle = async (unpacking: Unpacking, names: readonly BaseName[], read: () => Promise<GitObject>): Promise<void> => {
  const first = takeWaiting(unpacking, names);
  const frames: Frame[] = first.length > 0 ? [{ object: await read(), differences: first }] : [];
  let held = 0;
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const entry = frame.differences.pop();
    if (!entry) {
      held -= frame.object.body.length;
      frames.pop();
      continue;
    }
    const object = await put(unpacking, frame.object, entry);
    const differences = takeWaiting(unpacking, [entry.offset, took(unpacking, entry, object)]);
    if (differences.length === 0) continue;
    held += object.body.length;
    if (held > MAX_HELD_BYTES) throw new PackRefused('the pack holds differences of differences beyond measure; repack with less depth');
    frames.push({ object, differences });
  }
};

const takeWaiting = ({ waiting }: Unpacking, names: readonly BaseName[]): PushedEntry[] =>
  names.flatMap((name) => {
    const found = waiting.get(name) ?? [];
    waiting.delete(name);
    return found;
  });

const put = async ({ pushed, limits, work }: Unpacking, base: GitObject, entry: PushedEntry): Promise<GitObject> => {
  const delta = await entryBody(pushed, entry);
  const size = unpacked(() => deltaResultSize(delta));
  if (size > limits.objectBytes) throw new PackRefused(`an object has ${size} bytes, the limit is ${limits.objectBytes}`);
  await work.spend(size + delta.length);
  return { type: base.type, body: unpacked(() => applyDelta(base.body, delta)) };
};
