/** What auth needs beyond the kernel: its own rows by what they are for, and the seal of sessions. */
import type { AccountId, TokenId, WikiId } from '@wikibot/contracts/define/ids';
import type { OwnerName } from '@wikibot/contracts/http/names';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Operation } from '@wikibot/platform/kernel/table';
import type { JSONWebKeySet } from 'jose';
import type { Account } from './domain/account.ts';
import type { Grant } from './domain/standing.ts';
import type { ListedToken, StoredToken } from './domain/token.ts';

/** Operations go into the write of the slice that decided on them. */
export interface Accounts {
  find(accountId: AccountId): Promise<Account | undefined>;
  /** The account that has this user name, or had it. */
  named(username: OwnerName): Promise<AccountId | undefined>;
  /** Fails the write when the user name is taken. */
  opening(account: Account): readonly Operation[];
  /** Puts the next state of an account in place of the one it was made from; fails the write when its user name belongs to another. */
  changing(before: Account, after: Account): readonly Operation[];
}

export interface Tokens {
  /** Also one that was revoked within the last 90 days. */
  find(id: TokenId): Promise<StoredToken | undefined>;
  /** The tokens of an account that work, oldest first. */
  list(accountId: AccountId): Promise<readonly ListedToken[]>;
  keeping(token: StoredToken): readonly Operation[];
  revoking(token: StoredToken): readonly Operation[];
  /** Every token for one wiki, those that were revoked too. */
  ofWiki(wikiId: WikiId): Promise<readonly Pick<StoredToken, 'id' | 'accountId'>[]>;
  /** Leaves nothing of a token. */
  removing(token: Pick<StoredToken, 'id' | 'accountId'>): readonly Operation[];
  /** Where rows about a wiki lie. */
  partitions(wikiId: WikiId): readonly string[];
  /** Remembers that it was used just now, at most once a minute; a failure is logged, never thrown. */
  noteUse(token: Pick<StoredToken, 'id' | 'accountId'>): Promise<void>;
}

export interface Grants {
  find(wikiId: WikiId, accountId: AccountId): Promise<Grant | undefined>;
  /** All grants on a wiki. */
  on(wikiId: WikiId): Promise<readonly (Grant & { readonly accountId: AccountId })[]>;
  giving(wikiId: WikiId, accountId: AccountId, grant: Grant): Operation;
  withdrawing(wikiId: WikiId, accountId: AccountId): Operation;
  /** Up to which fact of the wiki's stream it is settled what an account got or lost when the wiki went to another; 0: it never did. */
  settled(wikiId: WikiId, accountId: AccountId): Promise<number>;
  settling(wikiId: WikiId, accountId: AccountId, sequence: number): Operation;
  /** Where rows about a wiki lie. */
  partitions(wikiId: WikiId): readonly string[];
}

/** Links that sign in once. A code that was used, has expired or never was cannot be told apart. */
export interface SignInLinks {
  find(code: string): Promise<AccountId | undefined>;
  keeping(code: string, link: { readonly accountId: AccountId; readonly until: number }): Operation;
  /** Fails the write when the code was used meanwhile. */
  using(code: string): Operation;
}

export interface Session {
  readonly id: string;
  readonly accountId: AccountId;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** The sessions that hold; what is not here was ended. */
export interface Sessions {
  holds(session: Session): Promise<boolean>;
  starting(session: Session): Operation;
  ending(session: Session): Operation;
}

export type Unsealed =
  { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly reason: 'expired' | 'bad-credentials' };

/** Proves to ourselves, and to whoever has our public keys, that a session is of our making (JWT, RFC 7519; EdDSA, RFC 8037). */
export interface Seal {
  seal(session: Session): Promise<string>;
  unseal(text: string): Promise<Unsealed>;
  /** What our own pages send along to show where they come from; another for each session. */
  csrfToken(session: Session): string;
  publicKeys(): JSONWebKeySet;
}

/** How secrets are kept and compared: as SHA-256, in a time that tells nothing about either side. */
export interface Digests {
  /** 64 hexadecimal digits, the only form in which a secret is stored. */
  of(secret: string): string;
  proves(secret: string, hash: string): boolean;
  same(one: string, other: string): boolean;
}

export interface Ports extends KernelPorts {
  readonly accounts: Accounts;
  readonly tokens: Tokens;
  readonly grants: Grants;
  readonly signInLinks: SignInLinks;
  readonly sessions: Sessions;
  readonly seal: Seal;
  readonly digests: Digests;
}
