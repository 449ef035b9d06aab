import type { KernelPorts } from '@wikibot/platform/kernel/ports';

/** Billing needs nothing but the kernel until payments come. */
export type Ports = KernelPorts;
