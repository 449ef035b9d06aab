import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { listTokens } from '@wikibot/contracts/requests/auth';
import type { StoredToken } from '../ports.ts';

type Description = AnswerOf<typeof listTokens>['tokens'][number];

/** What its owner may see of a token. */
export const describeToken = ({
  id,
  name,
  scopes,
  wikiId,
  created,
  lastUsed,
}: StoredToken & { readonly lastUsed?: string }): Description => ({
  id,
  name,
  scopes: [...scopes],
  created,
  ...(wikiId === undefined ? {} : { wikiId }),
  ...(lastUsed === undefined ? {} : { lastUsed }),
});
