import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openJournal } from './journal.ts';

it('a journal is on disk with every write, unless a test says otherwise', () => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  const journal = openJournal(join(folder, 'sagas.sqlite'));
  const mode = (name: string) => journal.database.pragma(name, { simple: true });
  expect([mode('journal_mode'), mode('synchronous')]).toEqual(['wal', 2]);
  journal.close();
  rmSync(folder, { recursive: true });
});
