/**
 * Two kinds of doors have no address of their own at a REST API: those that end in a slash, and those whose address belongs to another
 * service. The edge leads them to `/-/at/<service>/…` and `/-/dir/<service>/…`; the binding finds the address that was asked for.
 */
const AT = '/-/at/';
const DIRECTORY = '/-/dir/';

/** The address behind the edge; works for paths and for patterns of paths. */
export const edged = (service: string, path: string): string =>
  path.endsWith('/') ? `${DIRECTORY}${service}${path.slice(0, -1)}` : `${AT}${service}${path}`;

/** The address that was asked for, from what the API Gateway received. */
export const unedged = (path: string): string => {
  const [, kind, rest] = /^(\/-\/(?:at|dir)\/)[^/]+(\/.*)$/.exec(path) ?? [];
  if (rest === undefined) return path;
  return kind === DIRECTORY ? `${rest}/` : rest;
};
