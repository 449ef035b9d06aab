/** What slices have that run outside of the network with the repositories, where the internet is. */
import type { Internet } from '@wikibot/platform/kernel/internet';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';

export interface OutsidePorts extends KernelPorts {
  readonly internet: Internet;
  /** Where what is fetched is left for the slices inside. */
  readonly payloads: Payloads;
}
