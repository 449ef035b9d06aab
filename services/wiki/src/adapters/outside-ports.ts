import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { OutsidePorts } from '../ports/outside.ts';
import { remoteRepositories } from './remote/remote-repositories.ts';
import { tableNames } from './table-names.ts';
import { tableWikis } from './table-wikis.ts';
import { courier } from './webhooks/courier.ts';
import { orderedDeliveries } from './webhooks/ordered-deliveries.ts';
import { rsaSeals } from './webhooks/rsa-seals.ts';
import { tableWebhooks } from './webhooks/table-webhooks.ts';

const makeOutsidePorts = async (kernel: KernelPorts): Promise<OutsidePorts> => {
  const { payloads, internet, secrets } = kernel.resources;
  if (!payloads || !internet || !secrets) throw new Error('the wiki service needs payloads, secrets and the internet outside');
  const { table, clock, ids, log } = kernel;
  const webhooks = tableWebhooks(kernel);
  const seals = rsaSeals(secrets);
  const deliveries = orderedDeliveries({ webhooks, clock, ids, log, send: courier({ internet, seals, clock }) });
  const remotes = remoteRepositories({ internet, payloads });
  return { ...kernel, payloads, internet, wikis: tableWikis(table), names: tableNames(table), webhooks, seals, deliveries, remotes };
};

export default makeOutsidePorts;
