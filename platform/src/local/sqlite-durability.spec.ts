import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Row } from '../kernel/table.ts';
import { pagesOf } from '../kernel/table-suite/fresh-table.ts';
import { sqliteTable } from './sqlite-table.ts';
import { temporaryFiles } from './test-folder.ts';

const newFile = temporaryFiles();
const PROGRAM = fileURLToPath(new URL('write-until-killed.ts', import.meta.url));

interface Killed {
  readonly asked: readonly string[];
  readonly acknowledged: readonly string[];
}

/** Runs the writing program and kills it, without a chance to tidy up, once it has acknowledged so many writes. */
async function killedAfter(acknowledgements: number, file: string, writers: number): Promise<Killed> {
  const child = spawn(process.execPath, ['--no-warnings', PROGRAM, file, String(writers)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    seen += text.split('acknowledged').length - 1;
    if (seen >= acknowledgements) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  const lines = output.split('\n').slice(0, -1);
  const said = (word: string): readonly string[] =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
  return { asked: said('asked'), acknowledged: said('acknowledged') };
}

const keysOf = (rows: readonly Row[]): readonly string[] => rows.map(({ sk }) => sk);

describe('an acknowledged write', () => {
  it.each([
    [2, 200],
    [20, 1500],
  ])('survives kill -9 amid %d writers after %d acknowledgements, and no write is half there', async (writers, acknowledgements) => {
    const file = newFile();
    const { asked, acknowledged } = await killedAfter(acknowledgements, file, writers);
    const table = sqliteTable({ file, now: Date.now });
    const rows = keysOf(await pagesOf(table, { pk: 'rows', limit: 1000 }));
    const twins = keysOf(await pagesOf(table, { pk: 'twins', limit: 1000 }));
    const counts = (await pagesOf(table, { pk: 'count' })).reduce((sum, row) => sum + Number(row['n']), 0);
    const messages = table.tail.read(100_000).map(({ outgoing }) => outgoing['sk']);
    table.close();

    expect(acknowledged.length).toBeGreaterThanOrEqual(acknowledgements);
    // the kill came while writes were in flight: of two writers or more, at most one is between two writes
    expect(asked.length).toBeGreaterThan(acknowledged.length);
    const there = new Set(rows);
    expect(acknowledged.filter((sk) => !there.has(sk))).toEqual([]);
    const wanted = new Set(asked);
    expect(rows.filter((sk) => !wanted.has(sk))).toEqual([]);
    expect(twins).toEqual(rows);
    expect(counts).toBe(rows.length);
    expect(messages.toSorted()).toEqual(rows);
  });
});
