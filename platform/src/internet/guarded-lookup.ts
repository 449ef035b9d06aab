/**
 * Looks a host up for a connection that is about to be made and hands on only what may be called: the connection is made to the very
 * address that was checked, so a name that changes its mind between check and call (DNS rebinding) gains nothing.
 */
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isIPv6 } from 'node:net';

export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

/** All addresses of a host. @throws as `dns.lookup` does */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const systemResolve: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

const familyOf = (address: string): 4 | 6 => (isIPv6(address) ? 6 : 4);

/** A host of which one address may not be called is not called at all. */
export const guardedLookup =
  (resolve: Resolve, mayCall: (address: string) => boolean): LookupFunction =>
  (host, options, done) => {
    const found = async (): Promise<readonly string[]> => {
      const addresses = await resolve(host);
      if (!addresses.every(mayCall)) throw new ForbiddenAddress(host);
      const [first] = addresses;
      if (first === undefined) throw Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' });
      return addresses;
    };
    found().then(
      (addresses) => {
        const all = addresses.map((address) => ({ address, family: familyOf(address) }));
        if (options.all) done(null, all);
        else done(null, all[0]?.address ?? '', all[0]?.family);
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    );
  };
