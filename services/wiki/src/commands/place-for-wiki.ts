/** Whether an owner may have one more wiki at an address: asked before the saga starts, and again by its first step. */
import type { AccountId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

export interface Place {
  readonly ok: true;
  /** How many wikis the owner may have. */
  readonly limit: number | null;
  /** Whether it may begin with the files of a repository. */
  readonly templates: boolean;
}

export const placeForWiki = async (ports: Ports, ownerId: AccountId, slug: string): Promise<Place | Refused> => {
  const limits = await ports.entitlements.of(ownerId);
  if (!limits) return refusals['wiki.plan-unknown']({});
  if (await ports.wikis.at(ownerId, slug)) return refusals['wiki.slug-taken']({ slug });
  const owned = (await ports.wikis.ownedBy(ownerId)).length;
  return limits.wikis !== null && owned >= limits.wikis
    ? refusals['wiki.limit-reached']({ limit: limits.wikis })
    : { ok: true, limit: limits.wikis, templates: limits.templates ?? limits.gitPush };
};
