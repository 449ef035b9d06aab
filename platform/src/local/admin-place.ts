/** Where the operator's door of a host lies: a socket in the data folder, which only the folder's owner can open. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A socket's address ends at 108 bytes on Linux and 104 on macOS (unix(7), unix(4)). */
const LONGEST = 100;

export interface AdminPlace {
  readonly path: string;
  /** Takes away what the place left on the disk, also what a killed host left. */
  clear(): void;
}

/** @param platform as in `process.platform` */
export const adminPlace = (dataFolder: string, platform: string): AdminPlace => {
  if (platform === 'win32') {
    const name = createHash('sha256').update(dataFolder.toLowerCase()).digest('hex').slice(0, 32);
    return { path: `\\\\.\\pipe\\wikibot-${name}`, clear: () => undefined };
  }
  const beside = join(dataFolder, 'admin.sock');
  if (Buffer.byteLength(beside) <= LONGEST) return { path: beside, clear: () => rmSync(beside, { force: true }) };
  // The folder is this user's alone (mkdtemp makes it 0700), so nobody else reaches the socket in it.
  const path = join(mkdtempSync(join(tmpdir(), 'wikibot-')), 'admin.sock');
  return { path, clear: () => rmSync(dirname(path), { recursive: true, force: true }) };
};
