/** RFC 9110 §13.1.2: whether a reader has this already, by a list of tags, compared weakly. `etag` without quotes. */
export const isKnown = ({ method, headers }: Request, etag: string): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  (headers.get('If-None-Match') ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${etag}"`);
