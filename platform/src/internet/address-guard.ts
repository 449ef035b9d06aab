/** Which addresses may be called: those of the public internet, and on request those of a private network, never anything else. */
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

export interface InternetRules {
  /** Loopback, private and shared addresses may be called too: for one machine that serves a home or an office. */
  readonly privateNetwork: boolean;
  /** Calls without TLS are made. */
  readonly plainHttp: boolean;
}

/** Reachable from the public internet, and in the ranges of a house or an office (IANA special-purpose address registries). */
const PRIVATE: readonly string[] = ['loopback', 'private', 'carrierGradeNat', 'uniqueLocal'];

/** Public by their range, but answered by the machine's own landlord: Azure's agent ("What is IP address 168.63.129.16?"). */
const LANDLORDS: readonly string[] = ['168.63.129.16'];

/** All that is given out to hosts; whatever lies outside stands for something else, as do translated and tunnelled addresses. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Addresses that this machine itself answers to. */
export const ownAddresses = (): readonly string[] =>
  Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));

export const mayCall = (address: string, { privateNetwork }: InternetRules, own: readonly string[]): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (privateNetwork && PRIVATE.includes(parsed.range())) return true;
  return isGlobal(parsed) && !LANDLORDS.includes(address) && (privateNetwork || !own.includes(address));
};

const isGlobal = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST));

const PORTS: readonly string[] = ['', '80', '443'];
const FIRST_FREE_PORT = 1024;

/** What is wrong with an address as it is written; undefined when nothing is. `new URL` has made every spelling of an IP address one. */
export const objectionTo = (url: URL, rules: InternetRules): string | undefined => {
  const { protocol, username, password, port } = url;
  const schemes = rules.plainHttp ? ['https:', 'http:'] : ['https:'];
  if (!schemes.includes(protocol)) return `An address begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`;
  if (username !== '' || password !== '') return 'An address names no user and no password.';
  if (!PORTS.includes(port) && Number(port) < FIRST_FREE_PORT) return 'A port is 80, 443, or 1024 and above.';
  return undefined;
};

/** The address in a URL that needs no looking up. */
export const literalOf = ({ hostname }: URL): string | undefined => {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(bare) ? bare : undefined;
};
