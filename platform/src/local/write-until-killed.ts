/**
 * A program for the durability test: writes rows with several writers at once and prints the sort key of each when its
 * write is acknowledged, until it is killed. Arguments: the file, the number of writers.
 */
import { writeSync } from 'node:fs';
import { sqliteTable } from './sqlite-table.ts';

const [file = '', writers = '1'] = process.argv.slice(2);
const table = sqliteTable({ file, now: Date.now });

async function write(writer: number): Promise<never> {
  for (let n = 0; ; n += 1) {
    const sk = `${writer}/${String(n).padStart(8, '0')}`;
    writeSync(1, `asked ${sk}\n`);
    await table.write([
      { put: { pk: 'rows', sk, text: 'x'.repeat(n % 5000), outgoing: { sk } }, if: 'absent' },
      { put: { pk: 'twins', sk } },
      { add: { pk: 'count', sk: String(writer) }, amounts: { n: 1 } },
    ]);
    writeSync(1, `acknowledged ${sk}\n`);
  }
}

await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
