import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Ports } from '../ports.ts';
import { mcpProtocol } from './mcp-protocol.ts';
import { tableCalls } from './table-calls.ts';
import { tableNames } from './table-names.ts';
import { tableRepeats } from './table-repeats.ts';

const ports = (kernel: KernelPorts): Promise<Ports> => {
  const { payloads } = kernel.resources;
  if (!payloads) throw new Error('mcp needs the payload store');
  return Promise.resolve({
    ...kernel,
    payloads,
    names: tableNames(kernel.table),
    calls: tableCalls(kernel.table, kernel.log),
    repeats: tableRepeats(kernel.table, kernel.clock),
    protocol: mcpProtocol({ log: kernel.log }),
  });
};
export default ports;
