import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Ports } from '../ports.ts';
import { openFts5SearchIndex } from './fts5-search-index.ts';

const makePorts = async (kernel: KernelPorts): Promise<Ports> => {
  const { index: place, payloads } = kernel.resources;
  if (!payloads || place?.kind !== 'embedded') throw new Error('the search service needs payloads and an embedded index');
  return { ...kernel, payloads, index: openFts5SearchIndex({ folder: place.folder }) };
};

export default makePorts;
