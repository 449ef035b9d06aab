import { describe, expect, it } from '@jest/globals';
import { reader, renderHouse } from '../test-house.ts';

const shownIn = async (pages: Readonly<Record<string, string>>, rules: Parameters<typeof reader>[1] = []) => {
  const house = await renderHouse();
  await house.move(pages);
  const article = await house.shown('/ada/notes/Page', reader({}, rules));
  return /<div class="prose">([^]*?)<\/article>/.exec(article)?.[1] ?? '';
};

describe('a page inside another', () => {
  it('is shown with its links, without its front matter, in a frame that says where it is from', async () => {
    const shown = await shownIn({
      Page: '![[Other]]',
      Other: '---\ntags: [x]\n---\n# The other\n\nText [[Nowhere]] [[Page]].\n\n## Part\n',
    });
    expect(shown).toContain('aria-label="The other"');
    expect(shown).toContain('<a href="/ada/notes/Other">The other</a>');
    expect(shown).toMatch(/class="wiki-link missing"[^>]*>Nowhere/);
    expect(shown).toContain('<h2 id="in-1-part">');
    expect(shown).not.toContain('properties');
  });

  it('can be one section', async () => {
    const shown = await shownIn({ Page: '![[Other#Part]]', Other: 'before\n\n## Part\n\ninside\n\n## Next\n\nbehind\n' });
    expect(shown).toContain('inside');
    expect(shown).not.toMatch(/before|behind/);
    expect(shown).toContain('/ada/notes/Other#part');
  });

  it.each([
    ['does not exist', { Page: '![[Other]]' }, /missing"[^>]*>Other<\/a> <span>is not shown here\./],
    ['is this page', { Page: '![[Page]]' }, /it shows this page itself/],
    ['shows this page', { Page: '![[Other]]', Other: 'x ![[Page]]\n\n![[Page]]' }, /it shows this page itself/],
    ['has no such section', { Page: '![[Other#Nope]]', Other: 'x' }, /no such section/],
  ])('is a link with the reason when it %s', async (_when, pages, sentence) => {
    expect(await shownIn(pages as Readonly<Record<string, string>>)).toMatch(sentence);
  });

  it('follows a page that was moved', async () => {
    const house = await renderHouse();
    await house.move({ Page: '![[Old]]', Old: 'the text' });
    await house.move([
      { file: 'Old.md', page: 'Old', blob: null, bytes: 0 },
      { file: 'New.md', page: 'New', blob: 'a'.repeat(40) as never, bytes: 8, text: 'the text', from: 'Old.md' }, // any hash
    ]);
    expect(await house.shown('/ada/notes/Page')).toContain('the text');
  });

  it('goes only so deep', async () => {
    const names = ['Page', 'A', 'B', 'C', 'D', 'E', 'F'];
    const pages = Object.fromEntries(names.map((name, at) => [name, `text of ${name}\n\n![[${names[at + 1] ?? 'Page'}]]`]));
    const shown = await shownIn(pages);
    expect(shown).toContain('text of D');
    expect(shown).not.toContain('text of E');
    expect(shown).toContain('too much is shown inside each other');
  });

  it('costs no more than a large page, however often pages show each other', async () => {
    const many = (name: string): string => `${'letters '.repeat(2_000)}\n\n${`![[${name}]]\n\n`.repeat(50)}`;
    const shown = await shownIn({ Page: many('A'), A: many('B'), B: many('C'), C: many('D'), D: 'end' });
    expect(shown.length).toBeLessThan(3_000_000);
  });

  it('is not shown to whoever may not read it, not even through a page that they may', async () => {
    const rules = [{ prefix: 'Secret', access: 'none' } as const];
    const pages = { Page: '![[Open]]\n\n![[Secret/Plan]]', Open: '![[Secret/Plan]]', 'Secret/Plan': 'the plan' };
    const shown = await shownIn(pages, rules);
    expect(shown).not.toContain('the plan');
    expect(shown.match(/is not shown here\./g)).toHaveLength(2);
    expect(await shownIn(pages)).toContain('the plan');
  });
});

describe('a list in a page', () => {
  const pages = { Page: '{{PageIndex}}', 'Page/B': '# Bee', 'Page/A': 'x', 'Page/Deep/C': 'x', Other: 'x' };

  it('has the pages below it, as a tree', async () => {
    const shown = await shownIn(pages);
    expect(shown).toMatch(/Page\/A"[^]*Page\/B">Bee<[^]*Page\/Deep">Deep<\/a><ul><li><a href="\/ada\/notes\/Page\/Deep\/C"/);
    expect(shown).not.toContain('/Other');
  });

  it('has those that match, flat, and only what the reader may know of', async () => {
    expect(await shownIn({ ...pages, Page: '{{PageIndex |src=b* |style=list}}' })).toMatch(
      /<ul class="page-list"><li><a[^>]*>Bee<\/a><\/li><\/ul>/,
    );
    expect(await shownIn(pages, [{ prefix: 'Page/Deep', access: 'none' }])).not.toContain('Deep');
  });

  it('has the attachments of the page, with size and author, and drops what is deleted', async () => {
    const house = await renderHouse();
    await house.move([
      { file: 'Page.md', page: 'Page', blob: 'a'.repeat(40) as never, bytes: 1, text: '{{AttachmentList |filter=*.pdf}}' }, // any hash
      { file: 'Page/re port.pdf', blob: 'b'.repeat(40) as never, bytes: 12_300 }, // any hash
      { file: 'Page/cat.png', blob: 'c'.repeat(40) as never, bytes: 5 }, // any hash
    ]);
    const shown = await house.shown('/ada/notes/Page');
    expect(shown).toContain('<a href="/ada/notes/Page/a/re%20port.pdf">re port.pdf</a>');
    expect(shown).toContain('12.3 kB');
    expect(shown).not.toContain('cat.png');
    await house.move([{ file: 'Page/re port.pdf', blob: null, bytes: 0 }]);
    expect(await house.shown('/ada/notes/Page')).toContain('No attachments.');
  });
});

describe('the words that rendering adds', () => {
  it('are in the language of whoever reads', async () => {
    const house = await renderHouse();
    await house.move({ Page: '> [!NOTE]\n> x\n\n- [x] y\n\n<b>z</b>' });
    const german = await (await house.open('/ada/notes/Page', { Accept: 'text/html', 'Accept-Language': 'de' })).text();
    expect(german).toContain('<p class="alert-title">Hinweis</p>');
    expect(german).toContain('aria-label="erledigt"');
    expect(await house.shown('/ada/notes/Page')).toContain('<p class="alert-title">Note</p>');
  });
});
