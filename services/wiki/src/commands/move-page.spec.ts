import { describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { saveAttachment } from '@wikibot/contracts/requests/attachments';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { readPage, savePage } from '@wikibot/contracts/requests/pages';
import { linksOf } from '@wikibot/platform/page/links';
import { pageKey } from '@wikibot/platform/page/page-path';
import fc from 'fast-check';
import { ada, UNLIMITED } from '../test-house.ts';
import { refusedAs, useMovingHouse } from './moving-house-fixture.ts';

const { house, save, person, move, moved, textOf, upload, filesOf } = useMovingHouse();

/** A page with a file and a page below it, and pages that link to all of them. */
const ponds = async (): Promise<WikiId> => {
  const wikiId = await house().found();
  await save(wikiId, 'Pond', 'See [[Reed]], [near](Reed), ![](./Frog.gif) and [below](./Deep).\n');
  await save(wikiId, 'Pond/Deep', 'Up to [the pond](../Pond) and [[Pond/Deep]].\n');
  await upload(wikiId, 'Pond', 'Frog.gif');
  await save(wikiId, 'Reed', 'By the [[Pond]] and the [[deep end|Pond/Deep#Floor]].\n\n`[[Pond]]`\n\n[p]: /Pond.md "Pond"\n');
  await save(wikiId, 'Home/Album', '![frog](/Pond/Frog.gif) ![frog](../Pond/a/Frog.gif)\n');
  return wikiId;
};

describe('a page that is moved', () => {
  it('takes its files and the pages below it along, and all links follow, in one commit and one fact', async () => {
    const wikiId = await ponds();
    const before = (await house().facts(wikiId)).length;
    const answer = await moved(wikiId, ['pond', 'Waters/Lily pond']);
    expect(answer).toMatchObject({
      path: 'Waters/Lily_pond',
      oldPath: 'Pond',
      pages: [
        { from: 'Pond', to: 'Waters/Lily_pond' },
        { from: 'Pond/Deep', to: 'Waters/Lily_pond/Deep' },
      ],
      files: [{ from: 'Pond/Frog.gif', to: 'Waters/Lily_pond/Frog.gif' }],
      updatedPages: ['Home/Album', 'Reed'],
      counts: { pages: 2, files: 1, updatedPages: 2, notAllowed: 0, beyondLimit: 0 },
    });
    const facts = await house().facts(wikiId);
    expect(facts.length - before).toBe(1);
    const fact = facts.at(-1) as { data: { changes: { file: string; from?: string; blob: string | null }[] } };
    expect(fact).toMatchObject({ name: 'wiki.HeadMoved', data: { intent: 'move', head: answer.revision } });
    expect(fact.data.changes.flatMap(({ file, from }) => (from === undefined ? [] : [`${from} > ${file}`])).toSorted()).toEqual([
      'Pond.md > Waters/Lily_pond.md',
      'Pond/Deep.md > Waters/Lily_pond/Deep.md',
      'Pond/Frog.gif > Waters/Lily_pond/Frog.gif',
    ]);
    expect((await filesOf(wikiId)).filter((file) => file.startsWith('Pond'))).toEqual([]);
    expect(await textOf(wikiId, 'Waters/Lily_pond')).toBe('See [[Reed]], [near](../Reed), ![](./Frog.gif) and [below](./Deep).\n');
    expect(await textOf(wikiId, 'Waters/Lily_pond/Deep')).toBe('Up to [the pond](../Lily_pond) and [[Waters/Lily pond/Deep]].\n');
    expect(await textOf(wikiId, 'Reed')).toBe(
      'By the [[Waters/Lily pond]] and the [[deep end|Waters/Lily pond/Deep#Floor]].\n\n`[[Pond]]`\n\n[p]: /Waters/Lily_pond.md "Pond"\n',
    );
    expect(await textOf(wikiId, 'Home/Album')).toBe('![frog](/Waters/Lily_pond/Frog.gif) ![frog](../Waters/Lily_pond/a/Frog.gif)\n');
  });

  it('is first tried out on request: the answer is the same, and nothing is stored', async () => {
    const wikiId = await ponds();
    const before = await house().facts(wikiId);
    const { revision, sequence, dryRun, ...tried } = await moved(wikiId, ['Pond', 'Lake'], { dryRun: true });
    expect(await house().facts(wikiId)).toEqual(before);
    expect([dryRun, sequence, revision]).toEqual([true, before.length, (await house().ports.wikis.get(wikiId))?.head]);
    const done = await moved(wikiId, ['Pond', 'Lake']);
    expect(done).toEqual({ ...tried, revision: done.revision, sequence: done.sequence });
  });

  it.each([
    ['pond', 'Pond'],
    ['My Pond', 'My_Pond'],
    ['Pond', 'pond'],
  ])('may only be spelled anew, %s as %s', async (from, to) => {
    const wikiId = await house().found();
    const content = Buffer.from('See ![](./Frog.gif)').toString('base64');
    await house().told(
      importFiles,
      {
        files: [
          { file: `${from}.md`, content },
          { file: `${from}/Frog.gif`, content },
        ],
      },
      person(wikiId),
    );
    expect(await moved(wikiId, [from, to])).toMatchObject({ path: to, oldPath: from });
    expect((await filesOf(wikiId)).filter((file) => /pond/i.test(file))).toEqual([`${to}.md`, `${to}/Frog.gif`]);
    expect(await house().told(readPage, { path: from }, person(wikiId))).toMatchObject({ path: to });
  });

  it('is followed by links that were written in the very moment before', async () => {
    const wikiId = await ponds();
    const writes = Array.from({ length: 8 }, (_, index) => save(wikiId, `Note ${index}`, 'About the [[Pond]].\n'));
    await Promise.all([...writes, moved(wikiId, ['Pond', 'Lake'])]);
    const texts = await Promise.all(writes.map((_, index) => textOf(wikiId, `Note ${index}`)));
    expect(texts).toEqual(Array.from({ length: 8 }, () => 'About the [[Lake]].\n'));
  });

  it('keeps its number of pages, so that a full wiki may be put in order', async () => {
    const wikiId = await ponds();
    const pages = (await house().ports.wikis.get(wikiId))?.pages ?? 0;
    await house().grant(ada, { ...UNLIMITED, pagesPerWiki: pages });
    await moved(wikiId, ['Pond', 'Lake']);
    expect((await house().ports.wikis.get(wikiId))?.pages).toBe(pages);
    await house().grant(ada);
  });
});

describe('a move is refused', () => {
  it('without effect where something stands, to the same place, to no place, and from nowhere', async () => {
    const wikiId = await ponds();
    await save(wikiId, 'Lake/Deep', 'x');
    await house().told(saveAttachment, { path: 'Reed', file: 'Frog.gif', content: 'AAAA' }, person(wikiId));
    const before = await house().facts(wikiId);
    expect(await move(wikiId, ['Pond', 'reed'])).toMatchObject(refusedAs('page.exists', { path: 'Reed' }));
    expect(await move(wikiId, ['Pond', 'Lake'])).toMatchObject(refusedAs('page.exists', { path: 'Lake/Deep' }));
    expect(await move(wikiId, ['Pond', 'Pond'])).toMatchObject(refusedAs('move.same-place'));
    expect(await move(wikiId, ['Pond', '../x'])).toMatchObject(refusedAs('page.path-refused'));
    expect(await move(wikiId, ['Pond', 'x/history'])).toMatchObject(refusedAs('page.path-refused'));
    expect(await move(wikiId, ['Pond', 'Reed/Frog.gif/x'])).toMatchObject(refusedAs('page.exists', { path: 'Reed/Frog.gif/x' }));
    expect(await move(wikiId, ['Never', 'x'])).toMatchObject(refusedAs('page.not-found'));
    expect(await house().facts(wikiId)).toEqual(before);
  });

  it('with all it takes to decide, when the page is no longer what its mover saw', async () => {
    const wikiId = await house().found();
    const { revision: base } = await save(wikiId, 'Pond', 'one\n');
    await house().told(savePage, { path: 'Pond', content: 'two\n', base }, person(wikiId));
    expect(await move(wikiId, ['Pond', 'Lake'], { base })).toMatchObject(
      refusedAs('page.changed', { conflict: expect.objectContaining({ base: 'one\n', theirs: 'two\n' }) }),
    );
    const { revision } = await house().told(readPage, { path: 'Pond' }, person(wikiId));
    expect(await move(wikiId, ['Pond', 'Lake'], { base: revision })).toMatchObject({ ok: true });
  });
});

describe('any move', () => {
  const NAMES = ['A', 'A/B', 'A/B/C', 'D', 'D/B', 'E x'] as const;
  const target = fc.constantFrom(...NAMES, 'A/f.png', 'D/f.png');
  const link = fc.tuple(target, fc.constantFrom('w', 'm', 'r', 'd')).map(([to, kind]) => {
    const href = to.replaceAll(' ', '%20');
    return { w: `[[${to}]]`, m: `[x](/${href}#h)`, r: `[x](../${href})`, d: `\n\n[k]: ./${href}\n` }[kind] ?? '';
  });
  const world = fc.record({
    texts: fc.tuple(...NAMES.map(() => fc.array(link, { maxLength: 4 }).map((links) => links.join(' ')))),
    moves: fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES, 'N', 'N/M', 'A/N', 'a')), { minLength: 1, maxLength: 3 }),
  });

  it('leaves every link that led to a page leading to the same page', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ texts, moves }) => {
        const wikiId = await house().found();
        for (const [index, path] of NAMES.entries()) {
          // What a page says first names it wherever it goes.
          await save(wikiId, path, `Page ${index}\n\n${texts[index]}\n`);
        }
        const linked = async (): Promise<Map<string, readonly string[]>> => {
          const found = new Map<string, readonly string[]>();
          const pages = (await filesOf(wikiId)).filter((file) => file.endsWith('.md')).map((file) => file.slice(0, -3));
          const read = new Map(await Promise.all(pages.map(async (page): Promise<[string, string]> => [page, await textOf(wikiId, page)])));
          const named = new Map([...read].map(([page, text]) => [pageKey(page), text.split('\n')[0] ?? '']));
          for (const [page, text] of read) {
            const targets = linksOf(text, { page, wikiLinkStyle: 'title-first' }).map(({ key }) => (key && named.get(key)) ?? '-');
            found.set(text.split('\n')[0] ?? '', targets);
          }
          return found;
        };
        const before = await linked();
        for (const paths of moves) count += Number((await move(wikiId, paths)).ok);
        const after = await linked();
        for (const [page, targets] of before)
          for (const [index, one] of targets.entries())
            if (one !== '-') expect([page, index, after.get(page)?.[index]]).toEqual([page, index, one]);
      }),
      { numRuns: 25 },
    );
    expect(count).toBeGreaterThan(10);
  });
});
