import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { decodePackIndex, offsetOf } from '../../domain/pack-index.ts';
import { isMissing, shared } from './durable-files.ts';
import { healPack } from './heal-pack.ts';
import type { Pack } from './pack.ts';
import { supersededPacks } from './superseded.ts';

export interface Place {
  readonly pack: Pack;
  readonly offset: number;
}

/** The packs of one repository as this program knows them. */
export interface PackFolder {
  readonly path: string;
  /** Known packs, without those that a joined one has superseded. */
  packs(): Promise<readonly Pack[]>;
  find(oid: ObjectId): Promise<Place | undefined>;
  /** Looks at the folder again: others write packs and delete superseded ones. */
  rescan(): Promise<void>;
  add(pack: Pack): void;
}

export interface PackFolderInput {
  readonly gitdir: string;
  readonly now: () => number;
  /** Unfinished files of other writers are left alone for so long, in milliseconds. */
  readonly unfinishedFor: number;
}

export const findIn = (packs: readonly Pack[], oid: ObjectId): Place | undefined => {
  const name = Buffer.from(oid, 'hex');
  for (const pack of packs) {
    const offset = offsetOf(pack.index, name);
    if (offset !== undefined) return { pack, offset };
  }
  return undefined;
};

export const packFolder = ({ gitdir, now, unfinishedFor }: PackFolderInput): PackFolder => {
  const path = join(gitdir, 'objects', 'pack');
  let known: ReadonlyMap<string, Pack> | undefined;
  const scan = async () => {
    const first = known === undefined;
    const files = new Set(await readdir(path));
    if (first) await clean({ path, files, before: now() - unfinishedFor });
    const superseded = await supersededPacks(gitdir, files);
    const names = [...files].filter((file) => file.endsWith('.idx')).map(packName);
    const wanted = names.filter((name) => files.has(`${name}.pack`) && !superseded.has(name));
    const packs = await inTurns(wanted, async (name) => known?.get(name) ?? (await loadPack(path, name)));
    known = new Map(packs.flatMap((pack) => (pack ? [[pack.name, pack]] : [])));
  };
  const rescan = shared(scan);
  const packs = async () => {
    if (!known) await rescan();
    return [...(known?.values() ?? [])];
  };
  return {
    path,
    packs,
    rescan,
    find: async (oid) => {
      if (!known) await rescan();
      return findIn([...(known?.values() ?? [])], oid);
    },
    add: (pack) => {
      // Before the first look at the folder nothing is known; that look will find it.
      if (known) known = new Map([...known, [pack.name, pack]]);
    },
  };
};

const loadPack = async (folder: string, name: string): Promise<Pack | undefined> => {
  const path = join(folder, `${name}.pack`);
  try {
    const [bytes, { size }] = await Promise.all([readFile(join(folder, `${name}.idx`)), stat(path)]);
    const index = decodePackIndex(bytes) ?? (await healPack(folder, name));
    return index && { name, path, size, index };
  } catch (fault) {
    // Superseded and deleted between the look at the folder and this one.
    if (isMissing(fault)) return undefined;
    throw fault;
  }
};

/** What a crash left: temporary files go, a pack without index (nobody was told of it) gets one. */
const clean = async ({ path, files, before }: { path: string; files: Set<string>; before: number }) => {
  for (const file of [...files].filter((one) => isUnfinished(one, files))) {
    const found = await stat(join(path, file)).catch(() => undefined);
    if (!found || found.mtimeMs > before) continue;
    if (file.startsWith('tmp_')) await rm(join(path, file), { force: true });
    else if (await healPack(path, packName(file))) files.add(`${packName(file)}.idx`);
  }
};

const packName = (file: string): string => file.replace(/\.[a-z]+$/, '');

const isUnfinished = (file: string, files: ReadonlySet<string>): boolean =>
  file.startsWith('tmp_') || (file.endsWith('.pack') && !files.has(`${packName(file)}.idx`));

const AT_ONCE = 16;

const inTurns = async <A, B>(all: readonly A[], work: (one: A) => Promise<B>): Promise<B[]> => {
  const done: B[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) done.push(...(await Promise.all(all.slice(at, at + AT_ONCE).map(work))));
  return done;
};
