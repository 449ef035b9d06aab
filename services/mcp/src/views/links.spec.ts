import { describe, expect, it } from '@jest/globals';
import { NOTES, openHouse, twiceAndBackwards } from '../fixtures/house.ts';
import type { HouseOptions } from '../fixtures/house.ts';
import { incomingLinks, orphansAfter } from './links.ts';

const everyone = (): boolean => true;

const opened = async (options: HouseOptions = {}) => {
  const { house, importAll } = await openHouse(options);
  const ports = await house.ports('mcp');
  const sourcesOf = async (target: string, maySee = everyone): Promise<readonly string[]> =>
    (await incomingLinks(ports, NOTES, { target, limit: 10, maySee })).found.map(({ path }) => path);
  const orphans = async (maySee: (path: string) => boolean = everyone, home = 'Home'): Promise<readonly string[]> =>
    (await orphansAfter(ports, NOTES, { home, most: { orphans: 100, pages: 100 }, maySee })).orphans.map(({ path }) => path);
  return { ports, importAll, sourcesOf, orphans };
};

describe('the links that lead to a page', () => {
  it('come from every page that says so now, and from none that said so once', async () => {
    const { importAll, sourcesOf } = await opened();
    await importAll([
      { path: 'Pond', text: 'Cold.' },
      { path: 'Heron', text: 'At the [[Pond]].' },
      { path: 'Frog', text: 'In the [pond](Pond).' },
    ]);
    expect(await sourcesOf('pond')).toEqual(['Frog', 'Heron']);
    await importAll([{ path: 'Heron', text: 'At the [[River]].' }]);
    expect(await sourcesOf('pond')).toEqual(['Frog']);
    expect(await sourcesOf('river')).toEqual(['Heron']);
    await importAll([{ path: 'Frog', text: null }]);
    expect(await sourcesOf('pond')).toEqual([]);
  });

  it('are the same when facts come twice and backwards', async () => {
    const { importAll, sourcesOf } = await opened({ disorder: twiceAndBackwards });
    await importAll([{ path: 'Heron', text: 'At the [[Pond]].' }]);
    await importAll([{ path: 'Heron', text: 'At the [[Pond]] and the [[River]].' }]);
    expect([await sourcesOf('pond'), await sourcesOf('river')]).toEqual([['Heron'], ['Heron']]);
  });

  it('are cut to what is asked for, with a place to go on from', async () => {
    const { ports, importAll } = await opened();
    await importAll(['A', 'B', 'C'].map((path) => ({ path, text: '[[Pond]]' })));
    const first = await incomingLinks(ports, NOTES, { target: 'pond', limit: 2, maySee: everyone });
    expect(first.found.map(({ path }) => path)).toEqual(['A', 'B']);
    const rest = await incomingLinks(ports, NOTES, { target: 'pond', limit: 2, maySee: everyone, after: String(first.next) });
    expect([rest.found.map(({ path }) => path), rest.next]).toEqual([['C'], undefined]);
  });

  it('leave out files, oneself, and targets that could never stand', async () => {
    const { importAll, sourcesOf } = await opened();
    await importAll([{ path: 'Heron', text: `[[Heron]] [plan](plan.pdf) ![x](pond) [[${'x'.repeat(2000)}]]` }]);
    expect([await sourcesOf('heron'), await sourcesOf('plan.pdf'), await sourcesOf('pond')]).toEqual([[], [], []]);
  });
});

describe('orphans', () => {
  it('are pages that nobody links to, without the home page and Meta', async () => {
    const { importAll, orphans } = await opened();
    await importAll([
      { path: 'Home', text: '[[Pond]]' },
      { path: 'Meta/Guide', text: 'x' },
      { path: 'Pond', text: 'x' },
      { path: 'Lost', text: 'x' },
    ]);
    expect(await orphans()).toEqual(['Lost']);
    expect(await orphans(everyone, 'lost')).toEqual(['Home']);
  });

  it('are, for a reader, also those that only hidden pages link to', async () => {
    const { importAll, orphans } = await opened();
    await importAll([
      { path: 'Secret/Plan', text: '[[Pond]]' },
      { path: 'Pond', text: 'x' },
    ]);
    expect(await orphans((path) => !path.startsWith('Secret'))).toEqual(['Pond']);
  });
});
