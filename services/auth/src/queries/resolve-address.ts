/** Which wiki `/{owner}/{wiki}` is. */
import { OwnerName, Slug } from '@wikibot/contracts/http/names';
import type { Wiki } from '../domain/standing.ts';
import type { Ports } from '../ports.ts';
import { findWiki } from '../views/directory.ts';

export interface Address {
  readonly owner: string | undefined;
  readonly wiki: string | undefined;
}

/**
 * Undefined when there is no such wiki, or the address can be none. An address that a wiki, or its owner, has given up names the wiki
 * under the one that it has now.
 */
export const resolveAddress = async ({ owner, wiki }: Address, ports: Ports): Promise<Wiki | undefined> => {
  const username = OwnerName.safeParse(owner);
  const slug = Slug.safeParse(wiki);
  if (!username.success || !slug.success) return undefined;
  const ownerId = await ports.accounts.named(username.data);
  const entry = ownerId && (await findWiki(ports.view('directory'), ownerId, slug.data));
  const holder = entry && (await ports.accounts.find(entry.ownerId));
  return holder && { ...entry, owner: holder.username };
};
