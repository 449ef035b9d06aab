/** Whether an account has room for a wiki of another: asked when it looks at the offer, and again in the commit that takes the wiki over. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import { placeForWiki } from '../commands/place-for-wiki.ts';
import type { OfferedWiki } from '../domain/transfer.ts';
import { transferRefusals } from '../domain/transfer-refusals.ts';
import { usageOf } from '../domain/wiki-limits.ts';
import type { Ports } from '../ports.ts';

export interface Room {
  readonly ok: true;
  /** How many wikis the account may have. */
  readonly limit: number | null;
}

/** @param slug where it is to stand below the other account */
export const roomForTransfer = async (ports: Ports, wiki: OfferedWiki, slug: string): Promise<Room | Refused> => {
  const ownerId = wiki.offer.to;
  const place = await placeForWiki(ports, ownerId, slug);
  if (!place.ok) return place;
  const size = { pages: wiki.pages, bytes: wiki.bytes ?? 0, authors: await authorsAfter(ports, wiki) };
  const usage = usageOf(size, await ports.entitlements.of(ownerId));
  for (const what of ['pages', 'authors', 'storage'] as const) {
    const { used, limit } = usage[what];
    if (limit !== null && used > limit) return transferRefusals['transfer.beyond-plan']({ of: what, used, limit });
  }
  return { ok: true, limit: place.limit };
};

/** Whoever takes it over counts from the beginning; whoever gives it away only if they stay. */
const authorsAfter = async ({ authors }: Ports, { id, ownerId, offer }: OfferedWiki): Promise<number> => {
  const [count = 0] = await authors.count([{ id, ownerId: offer.to }]);
  const leaves = offer.staysAs === 'none' && (await authors.has(id, ownerId));
  return count - Number(leaves);
};
