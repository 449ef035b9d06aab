import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, syncFolder, writeDurable } from './durable-files.ts';

/**
 * Which packs a joined pack has made superfluous: a text file per joined pack, called like it, one name a line, its age
 * being the time of joining. It is written before the joined pack and counts only while that pack is there, so a crash
 * at any point loses nothing.
 */
const folderOf = (gitdir: string): string => join(gitdir, 'superseded');

export const recordSuperseded = async (gitdir: string, successor: string, names: readonly string[]): Promise<void> => {
  const folder = folderOf(gitdir);
  await mkdir(folder, { recursive: true });
  await rm(join(folder, successor), { force: true });
  await writeDurable(join(folder, successor), names.join('\n'));
  await syncFolder(folder);
};

/** Names of all packs whose successor is in the folder. */
export const supersededPacks = async (gitdir: string, packFiles: ReadonlySet<string>): Promise<ReadonlySet<string>> => {
  const lists = await listsIn(gitdir);
  const valid = lists.filter((successor) => packFiles.has(`${successor}.pack`) && packFiles.has(`${successor}.idx`));
  return new Set((await Promise.all(valid.map((successor) => namesIn(gitdir, successor)))).flat());
};

/** Deletes packs that were superseded before that time; answers how many. */
export const deleteSuperseded = async (gitdir: string, before: number): Promise<number> => {
  const packFolder = join(gitdir, 'objects', 'pack');
  let deleted = 0;
  for (const { successor } of await oldestFirst(gitdir, before)) {
    const files = new Set(await readdir(packFolder));
    const names = files.has(`${successor}.pack`) && files.has(`${successor}.idx`) ? await namesIn(gitdir, successor) : [];
    for (const name of names.filter((one) => files.has(`${one}.pack`))) {
      // The index first: a pack without index is invisible, an index without pack is an error to git.
      for (const extension of ['idx', 'rev', 'bitmap', 'pack']) await rm(join(packFolder, `${name}.${extension}`), { force: true });
      deleted += 1;
    }
    await rm(join(folderOf(gitdir), successor), { force: true });
  }
  return deleted;
};

const oldestFirst = async (gitdir: string, before: number) => {
  const aged = await Promise.all(
    (await listsIn(gitdir)).map(async (successor) => ({ successor, time: (await stat(join(folderOf(gitdir), successor))).mtimeMs })),
  );
  return aged.filter(({ time }) => time <= before).sort((a, b) => a.time - b.time);
};

const listsIn = (gitdir: string): Promise<string[]> => readdir(folderOf(gitdir)).catch(emptyIfMissing);

const namesIn = async (gitdir: string, successor: string): Promise<readonly string[]> => {
  const text = await readFile(join(folderOf(gitdir), successor), 'utf8').catch(emptyIfMissing);
  return typeof text === 'string' ? text.split('\n').filter((name) => name !== '' && name !== successor) : text;
};

const emptyIfMissing = (fault: unknown): never[] => {
  if (isMissing(fault)) return [];
  throw fault;
};
