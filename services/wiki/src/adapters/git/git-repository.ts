import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { missingCommits, type Missing } from '../../domain/commit-graph.ts';
import { isFile } from '../../domain/git-tree.ts';
import type { Repository } from '../../ports/repository.ts';
import { bundleOf } from './bundle.ts';
import { prepareCommit, type PreparedCommit } from './commit-writer.ts';
import { consolidate } from './consolidation.ts';
import { isMissing, replaceFile, shared, syncFolder } from './durable-files.ts';
import { changedFiles } from './file-difference.ts';
import { ownCache, type ObjectCache } from './object-cache.ts';
import { objectStore, type ObjectStore } from './object-store.ts';
import { packFolder, type PackFolder } from './pack-folder.ts';
import { packSession } from './pack-session.ts';
import { packStream } from './pack-stream.ts';
import { wholeEntry, writePack, type PackTarget } from './pack-writer.ts';
import { quarantine } from './quarantine.ts';
import { linksOf, objectsOf, type ObjectTypes } from './reachable.ts';
import { filesOf, findPath, spelledPath } from './tree-walk.ts';

export interface GitRepositoryInput {
  readonly gitdir: string;
  readonly cache: ObjectCache;
  readonly now: () => number;
  /** A name that nobody else takes, fit for a file. */
  readonly randomName: () => string;
  readonly unfinishedFor: number;
}

const DAY = 24 * 60 * 60 * 1000;

/** One bare repository on a disk (or a network file system: nothing here needs locks). */
export const gitRepository = (input: GitRepositoryInput): Repository => {
  const { gitdir, cache, now, randomName } = input;
  const packs = packFolder(input);
  const store = objectStore({ gitdir, packs, cache });
  const target: PackTarget = { folder: packs.path, sync: shared(() => syncFolder(packs.path)), randomName };
  const treeOf = async (commit: ObjectId) => (await store.commit(commit)).tree;
  async function* pack(missing: Missing): AsyncIterable<Uint8Array> {
    yield* packStream({ store, packs }, await objectsMissing(gitdir, packs, missing));
  }
  return {
    ...branch(input),
    commit: async (change) => {
      const { objects, remember, ...committed } = await prepareCommit(store, cache, change);
      packs.add(await writePack(target, objects.size, encoded(objects)));
      remember();
      return committed;
    },
    rehearse: async (change) => {
      const { commit, tree, files } = await prepareCommit(store, cache, change);
      return { commit, tree, files };
    },
    ...fileReading(store),
    readBlob: async (oid) => {
      const object = await store.read(oid);
      return object?.type === 'blob' ? object.body : undefined;
    },
    resolve: async (commit, path, keyOf) => spelledPath({ store, cache, keyOf }, await treeOf(commit), path.split('/')),
    list: async function* (commit) {
      yield* filesOf(store, await treeOf(commit));
    },
    changes: async function* (from, to) {
      yield* changedFiles(store, { before: from === null ? undefined : await treeOf(from), after: await treeOf(to) });
    },
    log: async function* (head, limit) {
      let next: ObjectId | undefined = head;
      for (let count = 0; next !== undefined && count < limit; count += 1) {
        const commit = await store.commit(next);
        yield { oid: next, ...commit };
        next = commit.parents[0];
      }
    },
    links: (commit) => linksOf(store, commit),
    commitsAmong: async (oids) => {
      const looked = await Promise.all(oids.map((oid) => packs.find(oid)));
      // One look for all: most of what a client has and we do not is its own.
      if (looked.includes(undefined)) await packs.rescan();
      const known: ObjectId[] = [];
      for (const oid of oids) if ((await packs.find(oid)) && (await store.read(oid))?.type === 'commit') known.push(oid);
      return known;
    },
    pack,
    receive: (pack, limits) => quarantine({ gitdir, packs, store, target }, pack, limits),
    bundle: (commit) => bundleOf(pack({ wants: [commit], haves: [] }), commit),
    consolidate: ({ minimumPacks = 64, grace = DAY } = {}) =>
      consolidate({ gitdir, packs, store, target, minimumPacks, deleteBefore: now() - grace }),
  };
};

const fileReading = (store: ObjectStore): Pick<Repository, 'fileId' | 'readFile'> => {
  const fileId: Repository['fileId'] = async (commit, path) => {
    const entry = await findPath(store, (await store.commit(commit)).tree, path);
    return entry && isFile(entry) ? entry.oid : undefined;
  };
  const readFile: Repository['readFile'] = async (commit, path) => {
    const oid = await fileId(commit, path);
    return oid && { oid, content: (await store.need(oid)).body };
  };
  return { fileId, readFile };
};

const WALK_BYTES = 32 * 1024 * 1024;

/** A walk through all of the history meets most objects but once, so it reads packs in large pieces. */
const objectsMissing = async (gitdir: string, packs: PackFolder, missing: Missing): Promise<ObjectTypes> => {
  await using session = packSession();
  const store = objectStore({ gitdir, packs, cache: ownCache(WALK_BYTES), entryAt: session.entry });
  const commits = await missingCommits((oid) => linksOf(store, oid), missing);
  // The session must not end before the work does.
  return await objectsOf(store, commits);
};

const FILES_IN_ONE_GO = 50;

async function* encoded(objects: PreparedCommit['objects']) {
  let count = 0;
  for (const [oid, object] of objects) {
    yield await wholeEntry(oid, object);
    // A bulk commit lets others have their turn.
    if (++count % FILES_IN_ONE_GO === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The ref file. It is written whole or not at all, and the newest wish wins: older ones are passed over. */
const branch = ({ gitdir, randomName }: GitRepositoryInput): Pick<Repository, 'advance' | 'head'> => {
  const path = join(gitdir, 'refs', 'heads', 'main');
  let newest: { readonly head: ObjectId; readonly sequence: number } | undefined;
  const write = shared(async () => {
    if (newest) await replaceFile(path, `${newest.head}\n`, join(gitdir, `tmp_ref_${randomName()}`));
  });
  return {
    advance: async (head, sequence) => {
      if (newest && sequence < newest.sequence) return;
      newest = { head, sequence };
      await write();
    },
    head: async () => {
      const text = await readFile(path, 'utf8').catch((fault: unknown) => {
        if (isMissing(fault)) return '';
        throw fault;
      });
      // Git's own format: an id and a newline.
      return text === '' ? undefined : (text.trim() as ObjectId);
    },
  };
};
