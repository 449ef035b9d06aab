/** A gateway on a free port. */
import { silentLog } from '../kernel/log.ts';
import type { GatewayParts } from './gateway.ts';
import { gateway } from './gateway.ts';

export const house = async (parts: Pick<GatewayParts, 'apps' | 'authorize'>) => {
  const server = gateway({
    ...parts,
    hosts: (host) => /^localhost(:\d+)?$/.test(host),
    origin: () => 'http://localhost:8080',
    log: silentLog,
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the gateway does not listen');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  };
  return { port: address.port, close };
};
