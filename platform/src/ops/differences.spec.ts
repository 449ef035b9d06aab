import { describe, expect, it } from '@jest/globals';
import { ObjectId } from '@wikibot/contracts/define/ids';
import type { WikiContent } from './differences.ts';
import { differencesOf } from './differences.ts';

const id = (digit: string) => ObjectId.parse(digit.repeat(40));
const digest = (digit: string) => digit.repeat(64);

const sound: WikiContent = {
  head: {
    status: 'active',
    stream: { sequence: 9, head: id('a') },
    row: { head: id('a'), pages: 3 },
    ref: id('a'),
    tree: { files: 6, markdown: 4, pages: 3, digest: digest('1') },
    view: { pages: 3, digest: digest('1') },
  },
  views: [
    { view: 'wiki.pages', upTo: 9, pages: 3, digest: digest('2') },
    { view: 'search.chunks', upTo: 9, pages: 3, digest: digest('2') },
    { view: 'auth.directory', upTo: 9 },
  ],
  silent: [],
};

const head = (over: Partial<WikiContent['head']>): WikiContent => ({ ...sound, head: { ...sound.head, ...over } });
const search = (over: Partial<WikiContent['views'][number]>): WikiContent => ({
  ...sound,
  views: sound.views.map((view) => (view.view === 'search.chunks' ? { ...view, ...over } : view)),
});

describe('differences of a wiki', () => {
  it('are none where all agree', () => {
    expect(differencesOf(sound)).toEqual([]);
  });

  const faults: readonly (readonly [string, WikiContent, readonly [place: string, problem: RegExp]])[] = [
    ['a row that is behind', head({ row: { head: id('b'), pages: 3 } }), ['wiki.row', /bbbbbbb.*aaaaaaa/]],
    ['a branch that is behind', head({ ref: id('b') }), ['git', /bbbbbbb.*aaaaaaa/]],
    ['a branch that is missing', head({ ref: null }), ['git', /nothing/]],
    ['a row that counts wrongly', head({ row: { head: id('a'), pages: 5 } }), ['wiki.row', /5 pages.*3/]],
    ['a view without a page of the repository', head({ view: { pages: 2, digest: digest('3') } }), ['wiki.pages', /2 pages.*3/]],
    ['a view with another text', head({ view: { pages: 3, digest: digest('3') } }), ['wiki.pages', /differ/]],
    ['a view that is behind', search({ upTo: 7 }), ['search.chunks', /change 7 of 9/]],
    ['a view that lost a page', search({ pages: 2, digest: digest('4') }), ['search.chunks', /2 pages.*3/]],
    ['a view with an older page', search({ digest: digest('4') }), ['search.chunks', /other changes/]],
    ['a service that is silent', { ...sound, silent: [{ service: 'search', reason: 'no index' }] }, ['search', /no index/]],
  ];
  it.each(faults)('show %s', (_what, content, [place, problem]) => {
    expect(differencesOf(content)).toEqual([{ place, problem: expect.stringMatching(problem) }]);
  });

  it('leave out the repository of a wiki whose set-up failed', () => {
    expect(differencesOf(head({ status: 'failed', ref: null, tree: null }))).toEqual([]);
  });
});
