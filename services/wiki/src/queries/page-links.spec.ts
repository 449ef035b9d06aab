import { describe, expect, it } from '@jest/globals';
import { pageLinks } from '@wikibot/contracts/requests/links';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { deletePage } from '@wikibot/contracts/requests/pages';
import { ODD_PATHS, useAskedHouse } from './asked-house-fixture.ts';

const { house, save, ruled } = useAskedHouse();

const pond = async () => {
  const wikiId = await house().found();
  await save(wikiId, 'Birds/Grey heron', '---\ntitle: Grey heron\n---\n\nStands in the [[Pond]].\n');
  await save(
    wikiId,
    'Pond',
    'Home of the [bird](/Birds/Grey_heron#call), of [[Newts]] and of [[Secret/Carp]].\n\n![map](./map.png) ![lost](./lost.png)\n',
  );
  await save(wikiId, 'Secret/Carp', 'Hides in the [[Pond]].\n');
  const map = { file: 'Pond/map.png', content: Buffer.from('png').toString('base64') };
  await house().told(importFiles, { files: [map] }, house().person(wikiId));
  return wikiId;
};

describe('the links of a page', () => {
  it('say what there is of what it links to, and who links to it in which words', async () => {
    const wikiId = await pond();
    const answer = await house().told(pageLinks, { path: 'pond' }, house().person(wikiId));
    expect(answer).toEqual({
      path: 'Pond',
      exists: true,
      outgoing: [
        { kind: 'page', path: 'Birds/Grey_heron', anchors: ['call'], exists: true },
        { kind: 'page', path: 'Newts', anchors: [], exists: false },
        { kind: 'page', path: 'Secret/Carp', anchors: [], exists: true },
        { kind: 'file', path: 'Pond/map.png', anchors: [], exists: true },
        { kind: 'file', path: 'Pond/lost.png', anchors: [], exists: false },
      ],
      incoming: [
        { path: 'Birds/Grey_heron', name: 'Grey heron', context: 'Stands in the [[Pond]].' },
        { path: 'Secret/Carp', name: 'Carp', context: 'Hides in the [[Pond]].' },
      ],
    });
  });

  it('are none from or to pages that the reader may not read, whether they exist or not', async () => {
    const wikiId = await pond();
    const reader = ruled(wikiId, [{ prefix: 'Secret', access: 'none' }]);
    const before = await house().told(pageLinks, { path: 'Pond' }, reader);
    expect(JSON.stringify(before)).not.toMatch(/secret|carp/i);
    expect(before.incoming.map(({ path }) => path)).toEqual(['Birds/Grey_heron']);
    await house().told(deletePage, { path: 'Secret/Carp' }, house().person(wikiId));
    expect(await house().told(pageLinks, { path: 'Pond' }, reader)).toEqual(before);
  });

  it('are there for a page that does not exist, and say nothing of one that nobody knows', async () => {
    const wikiId = await pond();
    expect(await house().told(pageLinks, { path: 'newts' }, house().person(wikiId))).toMatchObject({
      path: 'newts',
      exists: false,
      outgoing: [],
      incoming: [{ path: 'Pond' }],
    });
    expect(await house().told(pageLinks, { path: 'Nobody' }, house().person(wikiId))).toEqual({
      path: 'Nobody',
      exists: false,
      outgoing: [],
      incoming: [],
    });
  });

  it('come in pages of any size, each once, and a cursor names only what was shown', async () => {
    const wikiId = await house().found();
    const names = ['A', 'B', 'Hidden/C', 'D', 'Hidden/Z'];
    for (const name of names) await save(wikiId, name, 'See [[Pond]].');
    await house().told(deletePage, { path: 'B' }, house().person(wikiId));
    const walk = async (limit: number, reader = house().person(wikiId)): Promise<readonly string[]> => {
      const found: string[] = [];
      for (let cursor: string | undefined; ;) {
        const { incoming, next } = await house().told(
          pageLinks,
          { path: 'Pond', limit, ...(cursor === undefined ? {} : { cursor }) },
          reader,
        );
        found.push(...incoming.map(({ path }) => path));
        if (next === undefined) return found;
        cursor = next;
        expect(found.map((path) => path.toLowerCase())).toContain(cursor);
      }
    };
    const hiding = ruled(wikiId, [{ prefix: 'Hidden', access: 'none' }]);
    for (let limit = 1; limit <= 5; limit += 1) {
      expect([limit, await walk(limit)]).toEqual([limit, ['A', 'D', 'Hidden/C', 'Hidden/Z']]);
      expect([limit, await walk(limit, hiding)]).toEqual([limit, ['A', 'D']]);
    }
  });

  it('answer no fault to any path and cursor', async () => {
    const wikiId = await house().found();
    for (const path of ODD_PATHS) expect(await house().ask(pageLinks, { path, cursor: path }, house().person(wikiId))).toHaveProperty('ok');
  });
});
