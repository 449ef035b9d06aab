import { createHash } from 'node:crypto';

/**
 * A weak entity tag (RFC 9110, 8.8.1) of a screen made of a view.
 * @param upTo the sequence that the view has seen
 * @param shown everything else that changes what is seen, as JSON
 */
export const entityTag = (upTo: number, shown: readonly unknown[]): string => {
  const hash = createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16);
  return `W/"${upTo}-${hash}"`;
};
