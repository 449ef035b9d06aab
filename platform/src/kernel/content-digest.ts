import { createHash } from 'node:crypto';

/** Equal for equal sets of pages, in whatever order they come; see `ContentDigest` in the contracts. */
export const contentDigest = (versions: Iterable<readonly [key: string, version: string | number]>): string => {
  const lines = [...versions].map(([key, version]) => `${key} ${version}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
};
