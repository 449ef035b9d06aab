import { describe, expect, it } from '@jest/globals';
import { memoryTable } from '@wikibot/platform/kernel/memory-table';
import { tableShelves } from './table-shelves.ts';

const setUp = () => tableShelves(memoryTable({ now: () => 0 }));

describe('the shelves of a wiki', () => {
  it('are one of its name until something is said of it', async () => {
    const shelves = setUp();
    expect(await shelves.of('w')).toEqual({ isNew: true, serving: { id: 'w', model: '', learned: 0, isBuilding: false } });
    await shelves.label('w', 'm1');
    await shelves.label('w', 'm2');
    expect(await shelves.of('w')).toEqual({ isNew: false, serving: { id: 'w', model: 'm1', learned: 0, isBuilding: false } });
  });

  it('are two while one is filled, and the new one serves when its run says so', async () => {
    const shelves = setUp();
    expect([await shelves.begin('w', 'r1', 'm2'), await shelves.begin('w', 'r1', 'm2'), await shelves.begin('w', 'r2', 'm2')]).toEqual([
      ...[true, true, false],
    ]);
    expect((await shelves.of('w')).building).toEqual({ id: 'w.1', model: 'm2', learned: 0, run: 'r1', isBuilding: true });
    expect([await shelves.serve('w', 'r2', 5), await shelves.serve('w', 'r1', 5), await shelves.serve('w', 'r1', 5)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(await shelves.of('w')).toEqual({ isNew: false, serving: { id: 'w.1', model: 'm2', learned: 5, isBuilding: false } });
  });

  it('never use a name again that a run had which was given up', async () => {
    const shelves = setUp();
    await shelves.begin('w', 'r1', 'm');
    await shelves.give('w', 'r2');
    await shelves.give('w', 'r1');
    await shelves.give('w', 'r1');
    expect(await shelves.serve('w', 'r1', 1)).toBe(false);
    await shelves.begin('w', 'r2', 'm');
    expect(await shelves.of('w')).toMatchObject({ serving: { id: 'w' }, building: { id: 'w.2', run: 'r2' } });
  });
});
