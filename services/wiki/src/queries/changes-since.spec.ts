import { describe, expect, it } from '@jest/globals';
import type { Context } from '@wikibot/contracts/define/context';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { InputOf } from '@wikibot/contracts/define/request';
import { changesSince } from '@wikibot/contracts/requests/changes';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { savePage } from '@wikibot/contracts/requests/pages';
import fc from 'fast-check';
import { ada, bob } from '../test-house.ts';
import { useAskedHouse } from './asked-house-fixture.ts';
import changesSinceSlice from './changes-since.ts';

const { house, save, ruled } = useAskedHouse();

const changes = (wikiId: WikiId, question: InputOf<typeof changesSince>, context: Context = house().person(wikiId)) =>
  house().told(changesSince, question, context);

const pagesOf = ({ changes: found }: Awaited<ReturnType<typeof changes>>) => found.flatMap(({ pages }) => pages);

const attach = (wikiId: WikiId, file: string, message?: string) =>
  house().told(importFiles, { files: [{ file, content: 'eA==' }], ...(message === undefined ? {} : { message }) }, house().person(wikiId));

describe('the changes of a wiki', () => {
  it('come oldest first after a cursor, without a gap and without repeats', async () => {
    const wikiId = await house().found();
    for (let number = 0; number < 7; number += 1) await save(wikiId, `Page ${number}`, 'x');
    const all = (await changes(wikiId, { since: 0, limit: 200 })).changes.map((change) => change.sequence);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), async (limit) => {
        const found: number[] = [];
        for (let since = 0; ;) {
          const answer = await changes(wikiId, { since, limit });
          found.push(...answer.changes.map((change) => change.sequence));
          since = answer.head;
          if (!answer.truncated) break;
        }
        expect(found).toEqual(all);
      }),
      { numRuns: 10 },
    );
  });

  it('come newest first without a cursor, and name the pages', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Meta/Page', 'x');
    const answer = await changes(wikiId, { limit: 1 });
    expect(answer).toMatchObject({
      truncated: true,
      next: answer.head,
      changes: [{ sequence: answer.head, pages: ['Meta/Page'], intent: 'save' }],
    });
  });

  it('go back to the first, list by list', async () => {
    const wikiId = await house().found();
    for (let number = 0; number < 60; number += 1) await save(wikiId, `Page ${number}`, 'x');
    const all = (await changes(wikiId, { limit: 200 })).changes.map((change) => change.sequence);
    expect(all.length).toBe(61);
    for (const limit of [1, 7, 50, 61]) {
      const found: number[] = [];
      for (let before: number | undefined; ;) {
        const answer = await changes(wikiId, { limit, ...(before === undefined ? {} : { before }) });
        found.push(...answer.changes.map((change) => change.sequence));
        before = answer.next;
        if (before === undefined) break;
      }
      expect([limit, found]).toEqual([limit, all]);
    }
  });

  it('since a time are those at that time or later', async () => {
    const wikiId = await house().found();
    for (let number = 0; number < 9; number += 1) await save(wikiId, `Page ${number}`, 'x');
    const all = (await changes(wikiId, { since: 0, limit: 200 })).changes;
    for (const [index, { time }] of all.entries()) {
      const sinceTime = new Date(Date.parse(time)).toISOString();
      expect((await changes(wikiId, { sinceTime })).changes).toEqual(all.slice(index));
    }
    const later = new Date(Date.parse(all.at(-1)?.time ?? '') + 1).toISOString();
    expect(await changes(wikiId, { sinceTime: later })).toMatchObject({ changes: [], truncated: false });
    const [{ sequence, time } = { sequence: 0, time: '' }] = all.slice(-2);
    expect(pagesOf(await changes(wikiId, { since: sequence, sinceTime: time }))).toEqual(['Page_8']);
  });

  it('below a path are those that touched it, and name nothing else', async () => {
    const wikiId = await house().found();
    const files = ['Birds/Heron.md', 'Birdsong.md', 'Birds/Heron/call.png', 'Reed.md'].map((file) => ({ file, content: 'eA==' }));
    await house().told(importFiles, { files }, house().person(wikiId));
    await save(wikiId, 'Reeds', 'x');
    const below = async (prefix: string) =>
      (await changes(wikiId, { prefix })).changes.map(({ pages, files: others }) => [...pages, ...others]);
    expect(await below('birds/')).toEqual([['Birds/Heron', 'Birds/Heron/call.png']]);
    expect(await below('Birds')).toEqual([['Birds/Heron', 'Birdsong', 'Birds/Heron/call.png']]);
    expect(await below('Nothing')).toEqual([]);
  });

  it('by an account, a client or a session are theirs', async () => {
    const wikiId = await house().found();
    await house().grant(bob);
    const agent = { kind: 'agent', accountId: bob, client: 'claude-code', session: 'morning' } as const;
    await save(wikiId, 'By_Ada', 'x');
    await house().told(
      savePage,
      { path: 'By_Bob', content: 'x' },
      house().person(wikiId, bob, { actor: { kind: 'person', accountId: bob } }),
    );
    await house().told(savePage, { path: 'By_agent', content: 'x' }, house().person(wikiId, bob, { actor: agent }));
    const by = async (question: InputOf<typeof changesSince>) => pagesOf(await changes(wikiId, { since: 3, ...question }));
    expect(await by({ by: ada })).toEqual(['By_Ada']);
    expect(await by({ by: bob })).toEqual(['By_Bob', 'By_agent']);
    expect(await by({ client: 'claude-code' })).toEqual(['By_agent']);
    expect(await by({ by: bob, session: 'morning' })).toEqual(['By_agent']);
    expect(await by({ by: ada, client: 'claude-code' })).toEqual([]);
    expect(await by({ session: 'evening' })).toEqual([]);
    expect(await by({ by: 'nobody' })).toEqual([]);
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
    const later = await changes(wikiId, { since: shown.answer.head });
    expect([...shown.answer.changes, ...later.changes].flatMap((change) => change.pages)).toContain('Meanwhile');
  });

  it('say nothing of pages and files that the reader may not read', async () => {
    const wikiId = await house().found();
    const reader = ruled(wikiId, [{ prefix: 'Secret', access: 'none' }]);
    const { head } = await changes(wikiId, {}, reader);
    await save(wikiId, 'Secret/Merger', 'x');
    await attach(wikiId, 'Secret/Merger/plan.png', 'the plan of the merger');
    const files = ['Open.md', 'Secret/Deal.md'].map((file) => ({ file, content: 'eA==' }));
    await house().told(importFiles, { files, message: 'both sides of the deal' }, house().person(wikiId));
    for (const question of [{}, { since: head }, { prefix: 'Secret' }]) {
      const answer = await changes(wikiId, question, reader);
      expect(JSON.stringify(answer)).not.toMatch(/merger|deal/i);
    }
    expect((await changes(wikiId, { since: head }, reader)).changes).toMatchObject([{ pages: ['Open'], files: [], message: '' }]);
  });
});

describe('whoever waits for changes', () => {
  it('is answered with the first that is asked for', async () => {
    const wikiId = await house().found();
    const { head } = await changes(wikiId, {});
    const waiting = changes(wikiId, { since: head, wait: 20, prefix: 'Birds/' });
    await save(wikiId, 'Reed', 'x');
    await save(wikiId, 'Birds/Heron', 'x');
    expect(await waiting).toMatchObject({ changes: [{ pages: ['Birds/Heron'] }], head: head + 2, truncated: false });
  });

  it('without a cursor waits for the next one', async () => {
    const wikiId = await house().found();
    const waiting = changes(wikiId, { wait: 20 });
    await save(wikiId, 'Heron', 'x');
    expect(pagesOf(await waiting)).toEqual(['Heron']);
  });

  it('hears after the time that nothing came, and from where to go on', async () => {
    const wikiId = await house().found();
    const { head } = await changes(wikiId, {});
    const waiting = changes(wikiId, { since: head, wait: 20, by: bob });
    await save(wikiId, 'Reed', 'x');
    house().clock.forward(20_000);
    expect(await waiting).toEqual({ changes: [], head: head + 1, truncated: false });
  });

  it('is not waited for once they have left', async () => {
    const wikiId = await house().found();
    const left = AbortSignal.abort();
    const waiting = changes(wikiId, { wait: 20 }, house().person(wikiId, ada, { left }));
    expect((await waiting).changes).toEqual([]);
  });
});
