import { describe, expect, it } from '@jest/globals';
import { ledgerStream } from './ledger-fixture.ts';
import { memoryTable } from './memory-table.ts';
import { movableClock } from './test-clock.ts';
import { viewReader } from './view-reader.ts';
import { markPartition, registerPartition, servingKey } from './view-rows.ts';
import { wakes } from './wakes.ts';

const STREAM = 'ledger/one';

const setUp = (version = 1) => {
  const clock = movableClock();
  const table = memoryTable({ now: clock.now });
  const calls = wakes();
  const reader = viewReader({ table, clock, wakes: calls }, { name: 'sums', version, of: [ledgerStream] });
  const built = { name: 'sums', version };
  const caughtUpTo = (sequence: number, stream = STREAM) =>
    table.write([{ put: { pk: markPartition(built), sk: stream, upTo: sequence, applied: sequence } }]);
  return { clock, table, calls, reader, built, caughtUpTo };
};

describe('reading a view', () => {
  it('shows registers and no tombstones', async () => {
    const { reader, table, built } = setUp();
    const pk = registerPartition(built, 'places');
    await table.write([
      { put: { pk, sk: 'a', text: 'A', seq: 1 } },
      { put: { pk, sk: 'b', gone: true, seq: 2 } },
      { put: { pk, sk: 'c', text: 'C', seq: 3 } },
    ]);
    expect(await reader.get('places', 'a')).toMatchObject({ text: 'A' });
    expect(await reader.get('places', 'b')).toBeUndefined();
    expect((await reader.getMany(['c', 'b', 'x', 'a'].map((sk) => ({ pk: 'places', sk })))).map((row) => row?.['text'])).toEqual([
      'C',
      undefined,
      undefined,
      'A',
    ]);
    expect((await reader.query({ pk: 'places' })).rows.map((row) => row.sk)).toEqual(['a', 'c']);
    expect((await reader.query({ pk: 'places', prefix: 'c' })).rows.map((row) => row.sk)).toEqual(['c']);
  });

  it('shows nothing of another view, nor of another version', async () => {
    const { reader, table } = setUp();
    await table.write([
      { put: { pk: registerPartition({ name: 'sums', version: 2 }, 'places'), sk: 'a' } },
      { put: { pk: registerPartition({ name: 'other', version: 1 }, 'places'), sk: 'a' } },
    ]);
    expect(await reader.get('places', 'a')).toBeUndefined();
  });

  it('goes on with a cursor also when a whole page is tombstones', async () => {
    const { reader, table, built } = setUp();
    const pk = registerPartition(built, 'places');
    await table.write(['a', 'b', 'c'].map((sk) => ({ put: { pk, sk, gone: sk !== 'c', seq: 1 } })));
    const found: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await reader.query({ pk: 'places', limit: 1, ...(after === undefined ? {} : { after }) });
      found.push(...page.rows.map((row) => row.sk));
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(found).toEqual(['c']);
  });
});

describe('the version that serves', () => {
  it('is the older one until the newer one is complete', async () => {
    const { reader, table, clock } = setUp(2);
    const put = (version: number) => ({
      put: { pk: registerPartition({ name: 'sums', version }, 'places'), sk: 'a', text: `version ${version}` },
    });
    await table.write([{ put: { ...servingKey('sums'), version: 1 } }, put(1), put(2)]);
    expect(await reader.get('places', 'a')).toMatchObject({ text: 'version 1' });
    await table.write([{ put: { ...servingKey('sums'), version: 2 } }]);
    clock.forward(5_001);
    expect(await reader.get('places', 'a')).toMatchObject({ text: 'version 2' });
  });

  it('is the one of this release where no other was ever built', async () => {
    const { reader, table } = setUp(3);
    await table.write([{ put: { pk: registerPartition({ name: 'sums', version: 3 }, 'places'), sk: 'a' } }]);
    expect(await reader.get('places', 'a')).toBeDefined();
  });
});

describe('waiting for a consistency token', () => {
  it('is over at once when everything is applied', async () => {
    const { reader, caughtUpTo } = setUp();
    await caughtUpTo(5);
    expect(await reader.caughtUp({ [STREAM]: 5 }, 0)).toBe(true);
    expect(await reader.upTo(STREAM)).toBe(5);
  });

  it('looks only at streams that the view folds', async () => {
    const { reader } = setUp();
    expect(await reader.caughtUp({ 'wiki/wik_1': 5 }, 0)).toBe(true);
    expect(await reader.caughtUp({}, 0)).toBe(true);
  });

  it('is woken when the view moves', async () => {
    const { reader, caughtUpTo, calls } = setUp();
    const waiting = reader.caughtUp({ [STREAM]: 2 }, 2_000);
    await caughtUpTo(1);
    calls.call(`sums ${STREAM}`);
    await caughtUpTo(2);
    calls.call(`sums ${STREAM}`);
    expect(await waiting).toBe(true);
  });

  it('notices without a call that another process has moved the view', async () => {
    const { reader, caughtUpTo } = setUp();
    const waiting = reader.caughtUp({ [STREAM]: 2 }, 2_000);
    await caughtUpTo(2);
    expect(await waiting).toBe(true);
  });

  it('waits for every stream of the token', async () => {
    const { reader, caughtUpTo, clock } = setUp();
    await caughtUpTo(2);
    const waiting = reader.caughtUp({ [STREAM]: 2, 'ledger/two': 1 }, 2_000);
    clock.forward(2_001);
    expect(await waiting).toBe(false);
  });

  it('gives up when its time is over', async () => {
    const { reader, caughtUpTo, clock } = setUp();
    await caughtUpTo(1);
    const waiting = reader.caughtUp({ [STREAM]: 2 }, 2_000);
    clock.forward(2_001);
    expect(await waiting).toBe(false);
  });

  it('is not content with what was applied behind a gap', async () => {
    const { reader, table, built } = setUp();
    await table.write([{ put: { pk: markPartition(built), sk: STREAM, upTo: 1, seen: [3], applied: 2 } }]);
    expect(await reader.caughtUp({ [STREAM]: 3 }, 0)).toBe(false);
  });
});
