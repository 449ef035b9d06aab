import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { WikiId } from '@wikibot/contracts/define/ids';
import type { FileChange } from '@wikibot/contracts/facts/wiki';
import { disordered, pageStory, STORY_PAGES } from '@wikibot/platform/kernel/page-stories.arbitrary';
import { testContext, testKernel } from '@wikibot/platform/kernel/test-kernel';
import { pageKey } from '@wikibot/platform/page/page-path';
import fc from 'fast-check';
import { wiki } from '../manifest.ts';
import type { Ports } from '../ports.ts';
import { arrivalAt, movedFrom, pageAt, pagesOf } from './pages.ts';

const wikiId = WikiId.parse(`wik_${'7'.repeat(32)}`);

const moved = (changes: readonly FileChange[], index: number): FactEnvelope => ({
  ...testContext({ wikiId }),
  kind: 'fact',
  id: `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  name: 'wiki.HeadMoved',
  version: 1,
  time: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
  stream: `wiki/${wikiId}`,
  sequence: index + 1,
  data: {
    wikiId,
    head: String(index + 1).padStart(40, '0'),
    previous: null,
    intent: 'save',
    commits: [{ id: String(index + 1).padStart(40, '0'), message: 'x' }],
    changes,
    pages: 1,
  },
});

const told = async (facts: readonly FactEnvelope[]) => {
  const kernel = await testKernel<Ports>(wiki, { resources: { wiki: { repositories: { folder: tmpdir() } } } });
  for (const fact of facts) await kernel.runtime.deliver('wiki.pages', fact);
  return kernel.ports;
};

describe('the view of pages', () => {
  const shuffled = pageStory.chain((one) => fc.record({ one: fc.constant(one), facts: disordered(one.story.map(moved)) }));

  it('knows every page and where each that moved has gone, in whatever order and however often facts come', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ one, facts }) => {
        const ports = await told(facts);
        const listed = await pagesOf(ports, wikiId, { prefix: '', limit: 100 });
        expect(listed.pages.map(({ page }) => page.path)).toEqual(
          [...one.pages.keys()].toSorted((a, b) => (pageKey(a) < pageKey(b) ? -1 : 1)),
        );
        for (const path of STORY_PAGES) {
          expect((await pageAt(ports, wikiId, path))?.path).toBe(one.pages.has(path) ? path : undefined);
          expect([path, (await movedFrom(ports, wikiId, path))?.path]).toEqual([path, one.leads.get(path)]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('knows where a page came from, up to any moment', async () => {
    const text = (page: string, from?: string): FileChange => ({
      file: `${page}.md`,
      page,
      blob: '1'.repeat(40) as FileChange['blob'],
      bytes: 1,
      text: 'x',
      ...(from === undefined ? {} : { from: `${from}.md` }),
    });
    const gone = (page: string): FileChange => ({ file: `${page}.md`, page, blob: null, bytes: 0 });
    const ports = await told(
      [[text('A')], [text('B', 'A'), gone('A')], [text('A', 'B'), gone('B')], [text('a', 'A'), gone('A')]].map((changes, index) =>
        moved(changes, index),
      ),
    );
    const arrivals = await Promise.all([1, 2, 3, 9].flatMap((upTo) => ['A', 'B'].map((path) => arrivalAt(ports, wikiId, { path, upTo }))));
    expect(arrivals).toEqual([
      ...[undefined, undefined, undefined, { from: 'A', sequence: 2 }],
      ...[
        { from: 'B', sequence: 3 },
        { from: 'A', sequence: 2 },
        { from: 'B', sequence: 3 },
        { from: 'A', sequence: 2 },
      ],
    ]);
    expect(await movedFrom(ports, wikiId, 'B')).toMatchObject({ path: 'a' });
    expect(await movedFrom(ports, wikiId, 'A')).toBeUndefined();
  });
});
