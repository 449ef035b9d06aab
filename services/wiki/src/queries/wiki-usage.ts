/** How much of its owner's plan each of some wikis uses. */
import type { WikiUsage } from '@wikibot/contracts/requests/limits';
import { usageOf } from '../domain/wiki-limits.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';

export const wikiUsages = async ({ authors, entitlements }: Pick<Ports, 'authors' | 'entitlements'>, wikis: readonly Wiki[]) => {
  const counts = await authors.count(wikis);
  const limits = await Promise.all(wikis.map(({ ownerId }) => entitlements.of(ownerId)));
  return wikis.map(({ pages, bytes = 0 }, place): WikiUsage => usageOf({ pages, bytes, authors: counts[place] ?? 1 }, limits[place]));
};
