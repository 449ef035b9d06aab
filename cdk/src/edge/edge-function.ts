/**
 * The code of the edge (CloudFront Functions, runtime 2.0; plain JavaScript without newer syntax): leads git addresses, and doors that
 * have no address of their own at the API, to where they are. Everything else passes unchanged.
 */
import type { ApiRoute } from './routes.ts';

/** Sorted like the gateway on one machine decides: a literal segment beats a parameter, a parameter the greedy rest, a longer ending a shorter. */
const rankOf = (path: string): string =>
  path
    .split('/')
    .slice(1)
    .map((segment, index, all) => {
      if (/^\{\w+\+\}$/.test(segment)) return `2${String(99 - (all.length - index)).padStart(2, '0')}`;
      return segment.startsWith('{') ? '1' : '0';
    })
    .join('');

const expressionOf = (path: string): string => {
  const segments = path
    .split('/')
    .slice(1)
    .map((segment) => {
      if (/^\{\w+\+\}$/.test(segment)) return '(?=[^?]*[^/])[^?]*';
      return segment.startsWith('{') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    });
  return `^/${segments.join('/')}$`;
};

/** Doors whose method leads nowhere need no entry; a door that is led must not take what a more special one would. */
export const edgeFunction = (routes: readonly ApiRoute[]): string => {
  const ledMethods = new Set(routes.filter(({ led }) => led).map(({ method }) => method));
  const entries = routes
    .filter(({ method }) => ledMethods.has(method))
    .sort((a, b) => (rankOf(a.path) < rankOf(b.path) ? -1 : 1))
    .map(({ method, path, led, service }) => `  ['${method}', /${expressionOf(path).replaceAll('/', '\\/')}/, '${led ? service : ''}'],`);
  return `${HEAD}${entries.join('\n')}\n${BODY}`;
};

const HEAD = 'var DOORS = [\n';
const BODY = `];
var GIT = /^\\/([^\\/]+)\\/([^\\/]+)\\.git(\\/.*)?$/;

function addressOf(method, uri) {
  var git = GIT.exec(uri);
  if (git) return '/-/git/' + git[1] + '/' + git[2] + (git[3] || '');
  for (var i = 0; i < DOORS.length; i++) {
    if (DOORS[i][0] !== method || !DOORS[i][1].test(uri)) continue;
    var service = DOORS[i][2];
    if (!service) return uri;
    return uri.charAt(uri.length - 1) === '/' ? '/-/dir/' + service + uri.slice(0, -1) : '/-/at/' + service + uri;
  }
  return uri;
}

function handler(event) {
  var request = event.request;
  request.uri = addressOf(request.method === 'HEAD' ? 'GET' : request.method, request.uri);
  return request;
}
`;
