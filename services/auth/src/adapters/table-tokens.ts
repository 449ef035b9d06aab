import type { AccountId, TokenId, WikiId } from '@wikibot/contracts/define/ids';
import type { Clock, Log } from '@wikibot/platform/kernel/ports';
import type { Key, Row, Table } from '@wikibot/platform/kernel/table';
import { ConditionFailed } from '@wikibot/platform/kernel/table';
import { MAX_TOKENS } from '../domain/token-rules.ts';
import type { StoredToken } from '../domain/token.ts';
import type { Tokens } from '../ports.ts';

const tokenKey = (id: TokenId): Key => ({ pk: `token#${id}`, sk: 'token' });
const usedKey = (id: TokenId): Key => ({ pk: `token#${id}`, sk: 'used' });
/** The inverse look-up: which tokens an account has. Ids grow with time. */
const listKey = (accountId: AccountId, id: TokenId): Key => ({ pk: `tokens#${accountId}`, sk: id });

/** Another one: which tokens are for one wiki; a row stays for as long as anything of the token may. */
const wikiPartition = (wikiId: WikiId): string => `tokens-for#${wikiId}`;
const wikiKey = (wikiId: WikiId, id: TokenId): Key => ({ pk: wikiPartition(wikiId), sk: id });

const REVOKED_SECONDS = 90 * 24 * 60 * 60;
const USE_MS = 60_000;

/** More tokens than one process sees in a minute; forgetting them all costs a write each. */
const MAX_NOTED = 10_000;

// Cast: only this file writes these rows.
const tokenOf = (row: Row): StoredToken => row['token'] as unknown as StoredToken;

interface Parts {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

export const tableTokens = (parts: Parts): Tokens => {
  const { table } = parts;
  return {
    find: async (id) => {
      const row = await table.get(tokenKey(id));
      return row && tokenOf(row);
    },
    list: (accountId) => listed(table, accountId),
    keeping: (token) => [
      { put: { ...tokenKey(token.id), token: { ...token } }, if: 'absent' },
      { put: { ...listKey(token.accountId, token.id) }, if: 'absent' },
      ...(token.wikiId ? [{ put: { ...wikiKey(token.wikiId, token.id), accountId: token.accountId } }] : []),
    ],
    ofWiki: async (wikiId) => {
      const found: Pick<StoredToken, 'id' | 'accountId'>[] = [];
      for (let after: string | undefined; ;) {
        const { rows, next } = await table.query({ pk: wikiPartition(wikiId), ...(after === undefined ? {} : { after }) });
        found.push(...rows.map((row) => ({ id: row.sk as TokenId, accountId: row['accountId'] as AccountId }))); // as keeping() wrote it
        if (next === undefined) return found;
        after = next;
      }
    },
    removing: ({ id, accountId }) => [{ delete: tokenKey(id) }, { delete: usedKey(id) }, { delete: listKey(accountId, id) }],
    partitions: (wikiId) => [wikiPartition(wikiId)],
    revoking: (token) => [
      {
        put: {
          ...tokenKey(token.id),
          token: { ...token, revoked: true },
          expiresAt: Math.floor(parts.clock.now() / 1000) + REVOKED_SECONDS,
        },
      },
      { delete: listKey(token.accountId, token.id) },
      { delete: usedKey(token.id) },
    ],
    noteUse: useNotes(parts),
  };
};

const listed: (table: Table, accountId: AccountId) => ReturnType<Tokens['list']> = async (table, accountId) => {
  const { rows } = await table.query({ pk: `tokens#${accountId}`, limit: MAX_TOKENS });
  const ids = rows.map((row) => row.sk as TokenId); // as listKey wrote it
  const [tokens, uses] = await Promise.all([table.getMany(ids.map(tokenKey)), table.getMany(ids.map(usedKey))]);
  return tokens.flatMap((row, place) => {
    const at = uses[place]?.['at'];
    return row ? [{ ...tokenOf(row), ...(typeof at === 'number' ? { lastUsed: new Date(at).toISOString() } : {}) }] : [];
  });
};

const useNotes = ({ table, clock, log }: Parts): Tokens['noteUse'] => {
  const noted = new Map<TokenId, number>();
  return async ({ id, accountId }) => {
    const now = clock.now();
    if (now - (noted.get(id) ?? -Infinity) < USE_MS) return;
    if (noted.size >= MAX_NOTED) noted.clear();
    noted.set(id, now);
    try {
      // Revoking takes the list row away: a token that was just revoked leaves nothing behind.
      await table.write([
        { check: listKey(accountId, id), if: 'present' },
        { put: { ...usedKey(id), at: now }, if: { field: 'at', older: now - USE_MS + 1 } },
      ]);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) log('warn', 'the use of a token could not be noted', { tokenId: id, error: String(error) });
    }
  };
};
