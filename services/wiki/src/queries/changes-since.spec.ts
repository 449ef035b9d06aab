import { describe, expect, it } from '@jest/globals';
import { changesSince } from '@wikibot/contracts/requests/changes';
import fc from 'fast-check';
import { useAskedHouse } from './asked-house-fixture.ts';
import changesSinceSlice from './changes-since.ts';

const { house, save, ruled } = useAskedHouse();

describe('the changes of a wiki', () => {
  it('come oldest first after a cursor, without a gap and without repeats', async () => {
    const wikiId = await house().found();
    for (let number = 0; number < 7; number += 1) await save(wikiId, `Page ${number}`, 'x');
    const all = (await house().told(changesSince, { since: 0, limit: 200 }, house().person(wikiId))).changes.map(
      (change) => change.sequence,
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), async (limit) => {
        const found: number[] = [];
        for (let since = 0; ;) {
          const { changes, head } = await house().told(changesSince, { since, limit }, house().person(wikiId));
          if (head === since) break;
          found.push(...changes.map((change) => change.sequence));
          since = head;
        }
        expect(found).toEqual(all);
      }),
      { numRuns: 10 },
    );
  });

  it('come newest first without a cursor, and name the pages', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Meta/Page', 'x');
    const { changes, head } = await house().told(changesSince, { limit: 1 }, house().person(wikiId));
    expect(changes).toMatchObject([{ sequence: head, pages: ['Meta/Page'], intent: 'save' }]);
  });

  it('that come in while one asks are not lost behind the cursor', async () => {
    const wikiId = await house().found();
    const { ports } = house();
    const latest: typeof ports.events.latest = async (...asked) => {
      const facts = await ports.events.latest(...asked);
      await save(wikiId, 'Meanwhile', 'x');
      return facts;
    };
    const shown = await changesSinceSlice({ limit: 50 }, house().person(wikiId), { ...ports, events: { ...ports.events, latest } });
    if (!shown.ok) throw new Error('it was refused');
    const later = await house().told(changesSince, { since: shown.answer.head }, house().person(wikiId));
    expect([...shown.answer.changes, ...later.changes].flatMap((change) => change.pages)).toContain('Meanwhile');
  });

  it('say nothing of pages that the reader may not read', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Secret/Merger', 'x');
    const answer = await house().told(changesSince, { limit: 1 }, ruled(wikiId, [{ prefix: 'Secret', access: 'none' }]));
    expect(JSON.stringify(answer)).not.toContain('Merger');
  });
});
