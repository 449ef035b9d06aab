import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { doorwaysOf } from '@wikibot/platform/kernel/http/routes';
import { pathMatcher } from '@wikibot/platform/kernel/http/path-matcher';
import { services } from '../../../services/all.ts';
import { edged, unedged } from '@wikibot/platform/aws/edge-address';
import { edgeFunction } from './edge-function.ts';
import { routesOf } from './routes.ts';

const routes = routesOf(services);
const code = edgeFunction(routes);
const lead = runInNewContext(`${code}\n(method, uri) => handler({ request: { method, uri } }).uri`) as (
  method: string,
  uri: string,
) => string; // our own code

/** What one machine would do: the service whose door it is. */
const host = pathMatcher<string>();
for (const manifest of services) for (const { method, path } of doorwaysOf(manifest)) if (method === 'GET') host.add(path, manifest.name);

/** What the API does with the address that the edge gives it: no endings behind a greedy part, no slash at the end. */
const api = pathMatcher<string>();
for (const { method, resource, service } of routes) if (method === 'GET') api.add(resource, service);

const word = fc.constantFrom(
  'ada',
  'notes',
  'Home',
  'api',
  'v1',
  'pages',
  '-',
  'a',
  'source',
  'edit',
  'history',
  'search',
  'mcp',
  'x.png',
  '~',
);
const anyPath = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 7 }), fc.boolean())
  .map(([words, slash]) => `/${words.join('/')}${slash ? '/' : ''}`);

describe('the edge', () => {
  it('leads every address to the service that would answer it on one machine', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        expect(api.match(lead('GET', path))?.value).toBe(host.match(path)?.value);
      }),
      { numRuns: 2_000 },
    );
  });

  it('lets the function find the address that was asked for', () => {
    fc.assert(
      fc.property(anyPath, (path) => expect(unedged(lead('GET', path))).toBe(path)),
      { numRuns: 500 },
    );
  });

  it('gives two services one address each where they share the shape of one', () => {
    expect(lead('GET', '/ada/notes/Home/source')).toBe('/-/at/wiki/ada/notes/Home/source');
    expect(lead('HEAD', '/ada/notes/')).toBe('/-/dir/render/ada/notes');
    expect(lead('GET', '/ada/notes/Home')).toBe('/ada/notes/Home');
    expect(lead('PUT', '/ada/notes/api/v1/pages/source')).toBe('/ada/notes/api/v1/pages/source');
  });

  it('leads git to its door', () => {
    expect(lead('POST', '/ada/notes.git/git-upload-pack')).toBe('/-/git/ada/notes/git-upload-pack');
  });

  it('knows the same form of address in patterns and in paths', () => {
    expect(edged('render', '/{owner}/{wiki}/')).toBe('/-/dir/render/{owner}/{wiki}');
    expect(unedged('/-/sign-in')).toBe('/-/sign-in');
  });

  it('is as small as CloudFront demands, in syntax that it understands', () => {
    expect(Buffer.byteLength(code)).toBeLessThan(10_240);
    expect(code).not.toMatch(/=>|\b(?:const|let|class)\b|\.\.\./);
  });
});
