import { describe, expect, it } from '@jest/globals';
import { anyMarkdown } from '@wikibot/platform/page/markdown.arbitrary';
import fc from 'fast-check';
import { MOST, outgoingLinks, targetKey } from './outgoing-links.ts';

const source = { page: 'Docs/Guide', wikiLinkStyle: 'title-first' } as const;
const targets = (text: string, from: Parameters<typeof outgoingLinks>[1] = source) =>
  outgoingLinks(text, from).map(({ kind, path, anchors }) => [kind, path, ...anchors]);

describe('where a page leads', () => {
  it.each([
    ['[[Heron]]', ['page', 'Heron']],
    ['[[the bird|Grey heron]]', ['page', 'Grey_heron']],
    ['[[Heron#Its call]]', ['page', 'Heron', 'its-call']],
    ['![[Heron]]', ['page', 'Heron']],
    ['[x](/Birds/Heron)', ['page', 'Birds/Heron']],
    ['[x](Heron.md)', ['page', 'Docs/Heron']],
    ['[x](../Heron.md#call)', ['page', 'Heron', 'call']],
    ['[x](./Sub)', ['page', 'Docs/Guide/Sub']],
    ['[x]\n\n[x]: /Heron "title"', ['page', 'Heron']],
    ['[x](/Grey%20heron)', ['page', 'Grey_heron']],
    ['![x](./heron.png)', ['file', 'Docs/Guide/heron.png']],
    ['![x](/Heron/a/heron.png)', ['file', 'Heron/heron.png']],
    ['![x](picture)', ['file', 'Docs/picture']],
    ['[x](./plan.pdf)', ['file', 'Docs/Guide/plan.pdf']],
  ])('%j leads to %j', (text, target) => {
    expect(targets(text)).toEqual([target]);
  });

  it('goes by the other half of a WikiLink in the other style', () => {
    expect(targets('[[Heron|the bird]]', { ...source, wikiLinkStyle: 'link-first' })).toEqual([['page', 'Heron']]);
  });

  it.each([
    '`[[Heron]]`',
    '```\n[[Heron]]\n```',
    '---\nsee: "[[Heron]]"\n---\n',
    '<!-- [[Heron]] -->',
    '[x](https://example.org/Heron)',
    '[x](mailto:a@b.c)',
    '[[Docs/guide]]',
    '[x](#here)',
    '[[#here]]',
    '[x](/-/index)',
    '[x](/Heron/history)',
    '![x](/-/assets/logo.png)',
    '[x](../../Heron)',
  ])('%j leads to no other page', (text) => {
    expect(targets(text)).toEqual([]);
  });

  it('names each target once, with all anchors and what stands around the first link', () => {
    const text = 'A line.\nSee the [[grey heron#Call]] at the pond.\nAnother [[Grey_Heron#Food]] line.\n';
    expect(outgoingLinks(text, source)).toEqual([
      { kind: 'page', path: 'grey_heron', anchors: ['call', 'food'], context: 'See the [[grey heron#Call]] at the pond.' },
    ]);
  });

  it('shows the stretch around a link in a long line', () => {
    const [link] = outgoingLinks(`${'before '.repeat(100)}[[Heron]]${' behind'.repeat(100)}`, source);
    expect(link?.context).toMatch(/^….*before \[\[Heron\]\] behind.*…$/);
    expect(link?.context.length).toBeLessThanOrEqual(200);
  });

  it('fits into a row whatever the page says', () => {
    const text = Array.from({ length: 2 * MOST.targets }, (_, number) => `[[${'é'.repeat(90)}${number}#${'x'.repeat(100)}]]`).join(' ');
    const links = outgoingLinks(text, source);
    expect(links.length).toBeLessThanOrEqual(MOST.targets);
    expect(Buffer.byteLength(JSON.stringify(links.map(({ path, anchors }) => ({ path, anchors }))))).toBeLessThan(400 * 1024);
  });

  it('has an answer for any text, with each target once and nothing that could not be stored', () => {
    fc.assert(
      fc.property(anyMarkdown, (text) => {
        const links = outgoingLinks(text, source);
        expect(new Set(links.map(targetKey)).size).toBe(links.length);
        for (const { path, context } of links) {
          expect([path.isWellFormed(), context.isWellFormed(), context.includes('\n')]).toEqual([true, true, false]);
        }
      }),
    );
  });
});
