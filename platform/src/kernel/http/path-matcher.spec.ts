import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pathMatcher } from './path-matcher.ts';

const ROUTES = [
  '/',
  '/-/new',
  '/-/assets/{file}',
  '/api/v1/wikis',
  '/api/v1/wikis/{wikiId}/creation',
  '/{owner}',
  '/{owner}/{wiki}',
  '/{owner}/{wiki}/',
  '/{owner}/{wiki}/-/changes',
  '/{owner}/{wiki}/{page+}',
  '/{owner}/{wiki}/{page+}/history',
  '/{owner}/{wiki}/{page+}/a/{file}',
  '/{owner}/{wiki}/api/v1/pages/{page+}',
  '/{owner}/{wiki}/api/v1/pages/{page+}/history',
];

const matcher = (routes: readonly string[] = ROUTES) => {
  const made = pathMatcher<string>();
  for (const route of routes) made.add(route, route);
  return (path: string) => {
    const match = made.match(path);
    return match && [match.value, match.params];
  };
};

describe('matching a path', () => {
  const w = { owner: 'ada', wiki: 'notes' };
  it.each([
    ['/', '/', {}],
    ['/-/new', '/-/new', {}],
    ['/-/assets/page.css', '/-/assets/{file}', { file: 'page.css' }],
    ['/ada', '/{owner}', { owner: 'ada' }],
    ['/ada/notes', '/{owner}/{wiki}', w],
    ['/ada/notes/', '/{owner}/{wiki}/', w],
    ['/ada/notes/Home', '/{owner}/{wiki}/{page+}', { ...w, page: 'Home' }],
    ['/ada/notes/Meta/Deep/Page', '/{owner}/{wiki}/{page+}', { ...w, page: 'Meta/Deep/Page' }],
    ['/ada/notes/Meta/Page/history', '/{owner}/{wiki}/{page+}/history', { ...w, page: 'Meta/Page' }],
    ['/ada/notes/history', '/{owner}/{wiki}/{page+}', { ...w, page: 'history' }],
    ['/ada/notes/history/history', '/{owner}/{wiki}/{page+}/history', { ...w, page: 'history' }],
    ['/ada/notes/Meta/Page/a/cat.png', '/{owner}/{wiki}/{page+}/a/{file}', { ...w, page: 'Meta/Page', file: 'cat.png' }],
    ['/ada/notes/a/cat.png', '/{owner}/{wiki}/{page+}', { ...w, page: 'a/cat.png' }],
    ['/ada/notes/-/changes', '/{owner}/{wiki}/-/changes', w],
    ['/ada/notes/-/else', '/{owner}/{wiki}/{page+}', { ...w, page: '-/else' }],
    ['/ada/notes/api/v1/pages/A/B', '/{owner}/{wiki}/api/v1/pages/{page+}', { ...w, page: 'A/B' }],
    ['/ada/notes/api/v1/pages/A/B/history', '/{owner}/{wiki}/api/v1/pages/{page+}/history', { ...w, page: 'A/B' }],
    ['/api/v1/wikis/7/creation', '/api/v1/wikis/{wikiId}/creation', { wikiId: '7' }],
    ['/api/v1/other', '/{owner}/{wiki}/{page+}', { owner: 'api', wiki: 'v1', page: 'other' }],
    ['/ada/notes/%C3%9Cber_uns', '/{owner}/{wiki}/{page+}', { ...w, page: 'Über_uns' }],
    ['/ada/notes/100%25', '/{owner}/{wiki}/{page+}', { ...w, page: '100%' }],
    ['/ada/notes/a+b', '/{owner}/{wiki}/{page+}', { ...w, page: 'a+b' }],
  ])('%s leads to %s', (path, route, params) => {
    expect(matcher()(path)).toEqual([route, params]);
  });

  it.each(['', '//', '//notes', '/ada//', '/ada/notes//', '/ada/notes/%', '/ada/notes/%ff', '/ada/notes/%ed%a0%80', '/-/assets/'])(
    '%j leads nowhere',
    (path) => {
      expect(matcher(ROUTES.filter((route) => route !== '/' && route !== '/{owner}/{wiki}/'))(path)).toBeUndefined();
    },
  );

  it('never takes an encoded slash for one between segments', () => {
    expect(matcher()('/ada%2Fnotes/x')?.[1]).not.toMatchObject({ owner: 'ada' });
    expect(matcher(['/x/{page+}', '/x/{page+}/history'])('/x/a%2Fhistory')).toEqual(['/x/{page+}', { page: 'a/history' }]);
  });

  it('calls a parameter as its own route does, also where another route calls it otherwise', () => {
    const match = matcher(['/{owner}/one', '/{account}/two']);
    expect(match('/ada/one')).toEqual(['/{owner}/one', { owner: 'ada' }]);
    expect(match('/ada/two')).toEqual(['/{account}/two', { account: 'ada' }]);
  });

  it('goes back to a less special route when the special one ends in nothing', () => {
    const match = matcher(['/a/b', '/{x}/c', '/a/{y+}/d']);
    expect(match('/a/c')).toEqual(['/{x}/c', { x: 'a' }]);
    expect(match('/a/b/d')).toEqual(['/a/{y+}/d', { y: 'b' }]);
  });
});

describe('matching any path', () => {
  const segment = fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }).filter((text) => text.isWellFormed());

  it('finds what it was built from, whatever the segments are called', () => {
    fc.assert(
      fc.property(segment, segment, fc.array(segment, { minLength: 1, maxLength: 4 }), (owner, wiki, page) => {
        fc.pre(
          owner !== 'api' && owner !== '-' && page[0] !== '-' && page[0] !== 'api' && page.at(-1) !== 'history' && page.at(-2) !== 'a',
        );
        fc.pre(![owner, wiki, ...page].some((one) => one.includes('/')));
        const path = `/${[owner, wiki, ...page].map(encodeURIComponent).join('/')}`;
        expect(matcher()(path)).toEqual(['/{owner}/{wiki}/{page+}', { owner, wiki, page: page.join('/') }]);
      }),
    );
  });

  it('does not depend on the order in which routes were added', () => {
    const path = fc
      .array(fc.constantFrom('', 'ada', '-', 'api', 'v1', 'pages', 'a', 'history', 'new', 'wikis', '%2F', 'x'), { maxLength: 8 })
      .map((all) => `/${all.join('/')}`);
    const routes = fc.shuffledSubarray([...ROUTES], { minLength: ROUTES.length });
    fc.assert(fc.property(routes, path, (shuffled, at) => expect(matcher(shuffled)(at)).toEqual(matcher()(at))));
  });

  it('answers at once however the path is made', () => {
    const match = matcher(['/{a+}/x/{b}', '/{a+}/x/y', '/x/{a+}/x/y', '/{c}/{a+}/x/y/z']);
    expect(match(`/${'x/'.repeat(2_000)}`)).toBeUndefined();
    expect(match(`/${'x/'.repeat(2_000)}y`)).toBeDefined();
  });
});
