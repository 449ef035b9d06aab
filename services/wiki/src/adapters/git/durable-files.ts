import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Names in a folder survive a power cut only after the folder itself was synced. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/** A new file whose content survives a power cut (its name needs {@link syncFolder}). On failure nothing remains. */
export const writeDurable = async (path: string, content: Uint8Array | string): Promise<void> => {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } catch (fault) {
    await rm(path, { force: true });
    throw fault;
  } finally {
    await file.close();
  }
};

/** Puts a whole file in place of another: readers see the old or the new content, also after a power cut. */
export const replaceFile = async (path: string, content: string, temporary: string): Promise<void> => {
  await writeDurable(temporary, content);
  await rename(temporary, path);
  await syncFolder(dirname(path));
};

/**
 * Lets calls that come while a run is under way share the next run: each caller's run begins after its call.
 * Twenty writers that sync one folder at once cause two syncs.
 */
export const shared = (run: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    next = undefined;
    running = run().finally(() => {
      if (!next) running = undefined;
    });
    return running;
  };
  return () => {
    if (!running) return start();
    next ??= running.then(start, start);
    return next;
  };
};

/** Also when a server has forgotten an open file (ESTALE, network file systems). */
export const isMissing = (fault: unknown): boolean =>
  typeof fault === 'object' && fault !== null && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ESTALE');
