import * as z from 'zod';

/** Entity ids: a prefix that says what it is, then a UUIDv7 (RFC 9562) without dashes. Opaque to everyone but their maker. */
const idOf = <P extends string>(prefix: P) => z.string().regex(new RegExp(`^${prefix}_[0-9a-f]{32}$`));

export const AccountId = idOf('acc').brand('AccountId').meta({ id: 'AccountId', description: 'An account.' });
export type AccountId = z.infer<typeof AccountId>;

export const WikiId = idOf('wik').brand('WikiId').meta({ id: 'WikiId', description: 'A wiki; never reused, stays through renames.' });
export type WikiId = z.infer<typeof WikiId>;

export const TokenId = idOf('tok').brand('TokenId').meta({ id: 'TokenId', description: 'An API token (its public id, not its secret).' });
export type TokenId = z.infer<typeof TokenId>;

export const WebhookId = idOf('whk').brand('WebhookId').meta({ id: 'WebhookId', description: 'A webhook of a wiki.' });
export type WebhookId = z.infer<typeof WebhookId>;

export const ProposalId = idOf('prp').brand('ProposalId').meta({ id: 'ProposalId', description: 'A proposal of an agent.' });
export type ProposalId = z.infer<typeof ProposalId>;

export const TransferId = idOf('trf').brand('TransferId').meta({ id: 'TransferId', description: 'An offer of a wiki to another account.' });
export type TransferId = z.infer<typeof TransferId>;

/** A git object id: 40 hexadecimal digits (SHA-1 repositories). */
export const ObjectId = z
  .string()
  .regex(/^[0-9a-f]{40}$/)
  .brand('ObjectId')
  .meta({ id: 'ObjectId', description: 'A git object id, 40 hexadecimal digits.' });
export type ObjectId = z.infer<typeof ObjectId>;

/**
 * Where a payload lies in the store: the wiki it is about, if any, and the SHA-256 of the content. The same content in two wikis is two
 * payloads, so that one of them can go with its wiki.
 */
export const PayloadId = z
  .string()
  .regex(/^(wik_[0-9a-f]{32}\/)?[0-9a-f]{64}$/)
  .brand('PayloadId')
  .meta({ id: 'PayloadId', description: 'The wiki that it is about, if any, and the SHA-256 of the content, 64 hexadecimal digits.' });
export type PayloadId = z.infer<typeof PayloadId>;

/** ISO 8601 in UTC with milliseconds. */
export const Instant = z.iso.datetime().meta({ id: 'Instant', description: 'ISO 8601, UTC.' });
export type Instant = z.infer<typeof Instant>;

/** The six services, the only list of their names. */
export const ServiceName = z.enum(['auth', 'wiki', 'render', 'search', 'billing', 'mcp']);
export type ServiceName = z.infer<typeof ServiceName>;
