import { describe, expect, it } from '@jest/globals';
import { savePage } from '@wikibot/contracts/requests/pages';
import { outlinePage, readSection } from '@wikibot/contracts/requests/sections';
import { ODD_PATHS, useAskedHouse } from './asked-house-fixture.ts';

const { house, save } = useAskedHouse();

const TEXT = '---\ntitle: Field notes\n---\nintro words\n\n# A\n\none two\n\n## B\n\nthree\n\n# C\n';

describe('the outline of a page', () => {
  it('tells each section with what it costs and its hash, and what stands before the first', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'Page', TEXT);
    const outline = await house().told(outlinePage, { path: 'page' }, house().person(wikiId));
    expect(outline).toMatchObject({
      path: 'Page',
      name: 'Field notes',
      revision,
      words: 16,
      tokens: Math.ceil(TEXT.length / 4),
      preamble: { words: 7 },
      total: 3,
      sections: [
        { address: 'A', title: 'A', level: 1, anchor: 'a', line: 6, words: 7 },
        { address: 'A > B', level: 2, words: 3 },
        { address: 'C', words: 2, tokens: 1 },
      ],
    });
    expect(new Set(outline.sections.map(({ hash }) => hash)).size).toBe(3);
    expect(outline).not.toHaveProperty('next');
  });

  it('comes in parts that together are the whole', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Page', Array.from({ length: 25 }, (_, index) => `# H${index}\n`).join(''));
    const found: string[] = [];
    for (let cursor: string | undefined = '0'; cursor !== undefined;) {
      const part: { sections: { address: string }[]; total: number; next?: string | undefined } = await house().told(
        outlinePage,
        { path: 'Page', limit: 10, cursor },
        house().person(wikiId),
      );
      found.push(...part.sections.map(({ address }) => address));
      expect(part.total).toBe(25);
      cursor = part.next;
    }
    expect(found).toEqual(Array.from({ length: 25 }, (_, index) => `H${index}`));
  });

  it('is that of a revision when one is named', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'Page', '# Old\n');
    await house().told(savePage, { path: 'Page', content: '# New\n', base: revision }, house().person(wikiId));
    const addresses = async (at: object) =>
      (await house().told(outlinePage, { path: 'Page', ...at }, house().person(wikiId))).sections.map(({ address }) => address);
    expect([await addresses({}), await addresses({ revision })]).toEqual([['New'], ['Old']]);
  });

  it('of no page is none, however odd the path', async () => {
    const wikiId = await house().found();
    for (const path of ODD_PATHS) {
      expect((await house().ask(outlinePage, { path }, house().person(wikiId))).ok).toBe(false);
      expect((await house().ask(readSection, { path, section: 'A' }, house().person(wikiId))).ok).toBe(false);
    }
  });
});

describe('one section', () => {
  it('is read as it is stored, with what stands around it', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'Page', TEXT);
    expect(await house().told(readSection, { path: 'Page', section: 'A' }, house().person(wikiId))).toMatchObject({
      revision,
      content: '# A\n\none two\n\n## B\n\nthree\n\n',
      section: { address: 'A', hash: expect.stringMatching(/^[0-9a-f]{16}$/) },
      parent: null,
      previous: null,
      next: 'C',
      children: ['A > B'],
      childCount: 1,
    });
  });

  it.each(['A > B', 'b', '## B', '#b'])('is found as %s', async (section) => {
    const wikiId = await house().found();
    await save(wikiId, 'Page', TEXT);
    expect(await house().told(readSection, { path: 'Page', section }, house().person(wikiId))).toMatchObject({
      section: { address: 'A > B' },
      parent: 'A',
    });
  });

  it('names a hundred of its subsections and counts all', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Page', `# A\n${Array.from({ length: 150 }, (_, index) => `## H${index}\n`).join('')}`);
    const { children, childCount } = await house().told(readSection, { path: 'Page', section: 'A' }, house().person(wikiId));
    expect([children.length, childCount]).toEqual([100, 150]);
  });

  it('that none or several are is refused with the addresses there are', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Page', '# A\n## X\n# B\n## X\n');
    const ask = (section: string) => house().ask(readSection, { path: 'Page', section }, house().person(wikiId));
    expect(await ask('X')).toMatchObject({
      refusal: { code: 'section.ambiguous', kind: 'invalid', detail: { candidates: ['A > X', 'B > X'] } },
    });
    expect(await ask('Y')).toMatchObject({ refusal: { code: 'section.not-found', kind: 'not-found', detail: { total: 4 } } });
  });
});
