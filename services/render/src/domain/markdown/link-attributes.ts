import type { Address } from './address.ts';

export type Attribute = [name: string, value: string];

const OUTSIDE_REL = 'noopener noreferrer nofollow ugc';

/**
 * The attributes of a link, in the one order that `markMissing` relies on; notes pages linked to.
 * `data-key` is only ever written here, from the address itself.
 */
export const linkAttributes = (address: Address, links: Map<string, string>): Attribute[] => {
  if (address.kind === 'refused') return [];
  if (address.kind === 'own') return [['href', address.href]];
  if (address.kind === 'outside')
    return [
      ['href', address.href],
      ['rel', OUTSIDE_REL],
    ];
  if (!links.has(address.key)) links.set(address.key, address.path);
  return [
    ['href', address.href],
    ['class', 'wiki-link'],
    ['data-key', address.key],
  ];
};
