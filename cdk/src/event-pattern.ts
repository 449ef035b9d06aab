import type { EventPattern } from '@wikibot/contracts/define/subscriptions';
import type { Subscription } from '@wikibot/contracts/define/subscriptions';
import { serviceOf, sourceOf } from '@wikibot/contracts/define/envelope';
import type { Manifest } from '@wikibot/contracts/define/service';

export interface TrustingPattern extends EventPattern {
  readonly source?: readonly string[];
}

/**
 * The pattern of a subscription, with the only sources it may come from: what happened is said by its owner alone, and each role may
 * use its own source only. Requests and answers come from anyone in the house.
 */
export const patternOf = (manifest: Manifest, { subscriber, pattern }: Subscription): TrustingPattern => {
  const unit = manifest.units[subscriber.slice(manifest.name.length + 1)];
  if (unit?.kind !== 'view' && unit?.kind !== 'reaction') return pattern;
  const owners = (pattern['detail-type'] ?? []).flatMap((name) => (typeof name === 'string' ? [sourceOf(serviceOf(name))] : []));
  return { source: [...new Set(owners)].sort(), ...pattern };
};
