import * as z from 'zod';

/** Addresses that the service keeps for itself, as first segment of a path or as an owner's or wiki's name. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(
  'admin api app assets auth billing blog dev docs ftp git help imap login logout mail mcp me ns ns1 ns2 null ops pop root settings signin signup smtp ssh static status support system undefined user users vpn well-known wiki wikibot wikis www'.split(
    ' ',
  ),
);

const notReserved = (name: string): boolean => !RESERVED_NAMES.has(name);

/** A user name: 3 to 30 of `a-z 0-9 -`, no leading or trailing hyphen, not reserved. */
export const OwnerName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,28}[a-z0-9]$/, 'a user name has 3 to 30 of a-z, 0-9 and hyphens, and neither begins nor ends with a hyphen')
  .refine(notReserved, 'this name is reserved; choose another')
  .meta({ id: 'OwnerName', example: 'ada' });
export type OwnerName = z.infer<typeof OwnerName>;

/** A wiki's address below its owner, by the rule of user names. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,28}[a-z0-9]$/, 'an address has 3 to 30 of a-z, 0-9 and hyphens, and neither begins nor ends with a hyphen')
  .refine(notReserved, 'this address is reserved; choose another')
  .meta({ id: 'Slug', example: 'notes' });
export type Slug = z.infer<typeof Slug>;

export const Visibility = z.enum(['private', 'public']).meta({ id: 'Visibility' });
export type Visibility = z.infer<typeof Visibility>;

/** Categories of pages that a new wiki suggests unless its maker names others. */
export const DEFAULT_CATEGORIES = ['actor', 'event', 'trend', 'hypothesis', 'variable', 'reference', 'index'] as const;
