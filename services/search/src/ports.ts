import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import type { SearchIndex } from './ports/search-index.ts';

export interface Ports extends KernelPorts {
  readonly index: SearchIndex;
  readonly payloads: Payloads;
}
