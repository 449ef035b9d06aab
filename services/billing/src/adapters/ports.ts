import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Ports } from '../ports.ts';

const makePorts = async (kernel: KernelPorts): Promise<Ports> => kernel;

export default makePorts;
