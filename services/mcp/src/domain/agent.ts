/** Who acts when a tool is called: always an agent, for whoever's credentials it carries. */
import type { Actor } from '@wikibot/contracts/define/actor';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';

export interface Claimed {
  readonly client?: string;
  readonly userAgent: string;
  readonly meta: Readonly<Record<string, unknown>>;
}

const LONGEST = 60;
const PRODUCT = /^[A-Za-z0-9._+-]+/;

/** What a stranger says of itself stands in histories: one short line of plain characters. */
const cleaned = (text: unknown): string =>
  typeof text === 'string'
    ? text
        .slice(0, 4 * LONGEST)
        .replace(/[^A-Za-z0-9 ._+/@():-]/g, '')
        .trim()
        .slice(0, LONGEST)
        .trim()
    : '';

const clientOf = (auth: AuthContext, { client, userAgent }: Claimed): string => {
  const known = auth.actor.kind === 'agent' ? auth.actor.client : PRODUCT.exec(cleaned(userAgent))?.[0];
  return cleaned(client) || (known ?? 'unknown');
};

/** The anonymous stays so: nobody answers for what it says of itself. */
export const agentOf = (auth: AuthContext, claimed: Claimed): Actor => {
  if (!auth.accountId) return auth.actor;
  const model = cleaned(claimed.meta['wikibot/model']);
  const session = cleaned(claimed.meta['wikibot/session']);
  return {
    kind: 'agent',
    accountId: auth.accountId,
    client: clientOf(auth, claimed),
    ...(model === '' ? {} : { model }),
    ...(session === '' ? {} : { session }),
  };
};
