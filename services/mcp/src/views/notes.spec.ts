import { describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { FileChange } from '@wikibot/contracts/facts/wiki';
import { disordered, pageStory, STORY_PAGES } from '@wikibot/platform/kernel/page-stories.arbitrary';
import { testContext } from '@wikibot/platform/kernel/test-kernel';
import fc from 'fast-check';
import type { McpHouse } from '../fixtures/house.ts';
import { factsOf, NOTES, openHouse, twiceAndBackwards } from '../fixtures/house.ts';
import type { Ports } from '../ports.ts';
import { listChanges } from './changes.ts';
import { aboutWiki, listNotes, movedFrom, readNoteText } from './notes.ts';

const everything = { prefix: '', limit: 1000, wanted: () => true };

const stateOf = async ({ house }: McpHouse): Promise<unknown> => {
  const ports = (await house.ports('mcp')) as Ports; // the manifest's own
  const { notes } = await listNotes(ports, NOTES, everything);
  const texts = await Promise.all(notes.map(({ path }) => readNoteText(ports, NOTES, path)));
  return {
    notes,
    texts,
    changes: await listChanges(ports, NOTES, { limit: 1000, wanted: () => true }),
    about: await aboutWiki(ports, NOTES),
  };
};

const portsOf = async ({ house }: McpHouse): Promise<Ports> => (await house.ports('mcp')) as Ports; // the manifest's own

const told = async (facts: readonly FactEnvelope[]): Promise<unknown> => {
  const house = await openHouse({ without: ['wiki', 'search'] });
  for (const fact of facts) {
    for (const view of ['mcp.notes', 'mcp.changes']) await house.house.runtimes.get('mcp')?.deliver(view, fact);
  }
  return stateOf(house);
};

const factOf = (changes: readonly FileChange[], index: number): FactEnvelope => ({
  ...testContext({ wikiId: NOTES }),
  kind: 'fact',
  id: `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  name: 'wiki.HeadMoved',
  version: 1,
  time: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
  stream: `wiki/${NOTES}`,
  sequence: index + 1,
  data: {
    wikiId: NOTES,
    head: String(index + 1).padStart(40, '0'),
    previous: null,
    intent: 'move',
    commits: [{ id: String(index + 1).padStart(40, '0'), message: 'x' }],
    changes,
    pages: 1,
  },
});

describe('the notes', () => {
  it('are the same in whatever order and however often the facts come', async () => {
    const house = await openHouse();
    await house.importAll([
      { path: 'A', text: 'one' },
      { path: 'B/C', text: '---\ncategory: x\n---\ntwo' },
    ]);
    await house.importAll([{ path: 'A', text: 'three' }]);
    await house.importAll([
      { path: 'B/C', text: null },
      { path: 'D', text: 'four' },
    ]);
    await house.importAll([
      { path: 'B/C', text: 'five' },
      { path: 'A', text: null },
    ]);
    const facts = await factsOf(house);
    const expected = await stateOf(house);
    const order = fc.shuffledSubarray([...facts, ...facts, ...facts], { minLength: facts.length * 3 });
    await fc.assert(
      fc.asyncProperty(order, async (some) => {
        expect(await told(some)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('and the ways on from old addresses are those of the story of the pages, in any order', async () => {
    const shuffled = pageStory.chain((one) => fc.record({ one: fc.constant(one), facts: disordered(one.story.map(factOf)) }));
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ one, facts }) => {
        const house = await openHouse({ without: ['wiki', 'search'] });
        for (const fact of facts) await house.house.runtimes.get('mcp')?.deliver('mcp.notes', fact);
        const ports = await portsOf(house);
        const { notes } = await listNotes(ports, NOTES, everything);
        expect(new Set(notes.map(({ path }) => path))).toEqual(new Set(one.pages.keys()));
        for (const path of STORY_PAGES) {
          expect((await readNoteText(ports, NOTES, path))?.text).toBe(one.pages.get(path));
          expect([path, await movedFrom(ports, NOTES, path)]).toEqual([path, one.leads.get(path)]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('come through a bus that doubles and turns round', async () => {
    const house = await openHouse({ disorder: twiceAndBackwards });
    await house.importAll([{ path: 'A', text: 'one' }]);
    await house.importAll([{ path: 'A', text: 'two' }]);
    expect(await readNoteText(await portsOf(house), NOTES, 'a')).toMatchObject({ text: 'two' });
  });

  it('keep a page whose name only changes its case', async () => {
    const house = await openHouse();
    await house.importAll([{ path: 'pond', text: 'cold' }]);
    await house.importAll([
      { path: 'Pond', text: 'cold' },
      { path: 'pond', text: null },
    ]);
    expect(await readNoteText(await portsOf(house), NOTES, 'POND')).toMatchObject({ path: 'Pond', text: 'cold' });
  });

  it.each([
    ['a long text', 'word '.repeat(60_000)],
    ['a text that triples as JSON', '\u0001'.repeat(100_000)],
    ['a byte order mark and odd line ends', '\ufeff# A\r\nb\rc'],
  ])('keep %s to the letter', async (_what, text) => {
    const house = await openHouse();
    await house.importAll([{ path: 'Long', text }], { behindClaimCheck: true });
    expect((await readNoteText(await portsOf(house), NOTES, 'Long'))?.text === text).toBe(true);
  });

  it('read a list of changes behind a claim check, and more of them than one write holds', async () => {
    const house = await openHouse();
    const pages = Array.from({ length: 150 }, (_, at) => ({ path: `Page ${at}`, text: `text ${at}` }));
    await house.importAll(pages, { behindClaimCheck: true });
    const ports = await portsOf(house);
    expect((await listNotes(ports, NOTES, everything)).notes).toHaveLength(150);
    const { changes } = await listChanges(ports, NOTES, { limit: 10, wanted: () => true });
    expect(changes).toMatchObject([{ pageCount: 150 }]);
    expect(changes[0]?.pages).toHaveLength(50);
  });

  it('know the wiki they are of', async () => {
    const house = await openHouse();
    await house.importAll([{ path: 'A', text: 'one' }]);
    expect(await aboutWiki(await portsOf(house), NOTES)).toMatchObject({ name: 'Field notes', purpose: 'What was seen where.', pages: 0 });
  });
});
