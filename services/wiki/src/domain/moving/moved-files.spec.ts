import { describe, expect, it } from '@jest/globals';
import { ObjectId } from '@wikibot/contracts/define/ids';
import { movedFiles } from './moved-files.ts';

const oid = ObjectId.parse('1'.repeat(40));
const moved = (files: readonly string[], from: string, to: string) => {
  const answer = movedFiles(
    files.map((path) => ({ path, oid })),
    { from, to },
  );
  return answer.ok ? Object.fromEntries(answer.files.map((file) => [file.from, file.to])) : answer;
};

describe('what moves with a page', () => {
  it('is its own file and all that lies in its folder, under any spelling', () => {
    const files = ['Old Page.md', 'old_page/x.png', 'Old Page/Sub.md', 'Old Page/Sub/y.png', 'Old Pages.md', 'Other/Old Page.md'];
    expect(moved(files, 'Old Page', 'New/Place')).toEqual({
      'Old Page.md': 'New/Place.md',
      'old_page/x.png': 'New/Place/x.png',
      'Old Page/Sub.md': 'New/Place/Sub.md',
      'Old Page/Sub/y.png': 'New/Place/Sub/y.png',
    });
  });

  it('is no file that is only called like the page, and no folder called like its file', () => {
    expect(moved(['Old.md', 'Old.md.md', 'Old.md/x.png'], 'Old', 'New')).toEqual({ 'Old.md': 'New.md' });
  });

  it('can go below the page itself, and up into the place of its folder', () => {
    expect(moved(['A.md', 'A/x.png'], 'A', 'A/B')).toEqual({ 'A.md': 'A/B.md', 'A/x.png': 'A/B/x.png' });
    expect(moved(['A/B.md', 'A/B/x.png', 'A/C.md'], 'A/B', 'A')).toEqual({ 'A/B.md': 'A.md', 'A/B/x.png': 'A/x.png' });
  });

  it.each([
    ['case', 'page', 'Page'],
    ['spaces', 'My Page', 'My_Page'],
  ])('can change %s only, with its folder', (_what, from, to) => {
    expect(moved([`${from}.md`, `${from}/x.png`, 'Other.md'], from, to)).toEqual({
      [`${from}.md`]: `${to}.md`,
      [`${from}/x.png`]: `${to}/x.png`,
    });
  });
});

describe('a place is refused', () => {
  it.each([
    { where: 'where a page stands', files: ['A.md', 'b c.md'], to: 'B_C', path: 'b c.md' },
    { where: 'where a file of the page would replace another', files: ['A.md', 'A/x.png', 'B/X.png'], to: 'B', path: 'B/X.png' },
    { where: 'where something stands that would move away itself', files: ['A.md', 'A/B.md'], to: 'A/B', path: 'A/B.md' },
    { where: 'below a file', files: ['A.md', 'B'], to: 'B/C', path: 'B/C.md' },
    { where: 'where a file of the page would be a folder', files: ['A.md', 'A/f', 'B/F/x.png'], to: 'B', path: 'B/f' },
  ])('$where', ({ files, to, path }) => {
    expect(moved(files, 'A', to)).toEqual({ ok: false, problem: 'taken', path });
  });

  it.each([
    { why: 'could not be opened', page: 'T', below: 'T/Sub.md', to: 'X/T' },
    {
      why: 'would have too long a path',
      page: 'A',
      below: `A/${'x'.repeat(200)}/${'y'.repeat(200)}.md`,
      to: Array(5).fill('z'.repeat(120)).join('/'),
    },
  ])('where a page below it $why', ({ page, below, to }) => {
    expect(moved([`${page}.md`, below], page, to)).toMatchObject({ ok: false, problem: 'path', path: `${to}${below.slice(page.length)}` });
  });
});
