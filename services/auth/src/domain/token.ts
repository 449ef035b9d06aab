import type { AccountId, Instant, TokenId, WikiId } from '@wikibot/contracts/define/ids';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { Scope } from '@wikibot/contracts/http/auth-context';
import type { listTokens } from '@wikibot/contracts/requests/auth';

/** A token as it is kept: everything but its secret. */
export interface StoredToken {
  readonly id: TokenId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** The only wiki it is for; without it, it is for the account. */
  readonly wikiId?: WikiId;
  readonly created: Instant;
  /** SHA-256 of the whole text, hexadecimal. With 256 random bits there is nothing to guess, so no slow hash is needed. */
  readonly hash: string;
  readonly revoked?: boolean;
}

export interface ListedToken extends StoredToken {
  readonly lastUsed?: Instant;
}

type Description = AnswerOf<typeof listTokens>['tokens'][number];

/** What its owner may see of a token. */
export const describeToken = ({ id, name, scopes, wikiId, created, lastUsed }: ListedToken): Description => ({
  id,
  name,
  scopes: [...scopes],
  created,
  ...(wikiId === undefined ? {} : { wikiId }),
  ...(lastUsed === undefined ? {} : { lastUsed }),
});
