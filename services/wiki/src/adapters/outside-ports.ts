import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { OutsidePorts } from '../ports/outside.ts';

const makeOutsidePorts = async (kernel: KernelPorts): Promise<OutsidePorts> => {
  const { payloads, internet } = kernel.resources;
  if (!payloads || !internet) throw new Error('the wiki service needs payloads and the internet outside');
  return { ...kernel, payloads, internet };
};

export default makeOutsidePorts;
