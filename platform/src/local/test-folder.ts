/** A folder that is gone after the tests of a file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** @returns a path in the folder that no earlier call answered */
export function temporaryFiles(): () => string {
  const folder = mkdtempSync(join(tmpdir(), 'wikibot-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  return () => join(folder, `file-${(count += 1)}.sqlite`);
}
