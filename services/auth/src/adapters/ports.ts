import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Ports } from '../ports.ts';
import { joseSeal } from './jose-seal.ts';
import { nodeDigests } from './node-digests.ts';
import { tableAccounts } from './table-accounts.ts';
import { tableGrants } from './table-grants.ts';
import { tableSessions } from './table-sessions.ts';
import { tableSignInLinks } from './table-sign-in-links.ts';
import { tableTokens } from './table-tokens.ts';

const makePorts = async (kernel: KernelPorts): Promise<Ports> => {
  const { secrets } = kernel.resources;
  if (!secrets) throw new Error('auth needs secrets');
  return {
    ...kernel,
    accounts: tableAccounts(kernel.table),
    tokens: tableTokens(kernel),
    grants: tableGrants(kernel.table),
    signInLinks: tableSignInLinks({ ...kernel, digests: nodeDigests }),
    sessions: tableSessions(kernel.table),
    digests: nodeDigests,
    seal: await joseSeal({ ...kernel, secrets }),
  };
};

export default makePorts;
