/** What slices have that run outside of the network with the repositories, where the internet is. */
import type { Internet } from '@wikibot/platform/kernel/internet';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Names, Wikis } from '../ports.ts';
import type { Deliveries, Seals, Webhooks } from './webhooks.ts';

import type { RemoteRepositories } from './remote-repositories.ts';

export interface OutsidePorts extends KernelPorts {
  readonly remotes: RemoteRepositories;
  readonly internet: Internet;
  /** Where what is fetched is left for the slices inside. */
  readonly payloads: Payloads;
  readonly wikis: Pick<Wikis, 'get'>;
  readonly names: Names;
  readonly webhooks: Webhooks;
  readonly seals: Seals;
  readonly deliveries: Deliveries;
}
