/** Authors of wikis: a row for each, and how many there are, both written with the change that makes somebody one. */
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { Clock } from '@wikibot/platform/kernel/ports';
import type { Key, Row, Table } from '@wikibot/platform/kernel/table';
import { ConditionFailed } from '@wikibot/platform/kernel/table';
import type { Wiki } from '../domain/wiki.ts';
import type { Authors } from '../ports.ts';

const authorKey = (wikiId: WikiId, accountId: AccountId): Key => ({ pk: `wiki#${wikiId}`, sk: `author#${accountId}` });
const countKey = (wikiId: WikiId): Key => ({ pk: `wiki#${wikiId}`, sk: 'authors' });

/** So many keys are read at once, two for each wiki. */
const WIKIS_AT_ONCE = 50;

export const tableAuthors = (table: Table, clock: Pick<Clock, 'now'>): Authors => {
  const counted = async (wikis: readonly Pick<Wiki, 'id' | 'ownerId'>[]): Promise<readonly number[]> => {
    const rows = await table.getMany(wikis.flatMap(({ id, ownerId }) => [countKey(id), authorKey(id, ownerId)]));
    return wikis.map((_, place) => Number(rows[2 * place]?.['authors'] ?? 0) + Number(rows[2 * place + 1] === undefined));
  };
  return {
    has: async (wikiId, accountId) => (await table.get(authorKey(wikiId, accountId))) !== undefined,
    count: async (wikis) => {
      const counts: number[] = [];
      for (let at = 0; at < wikis.length; at += WIKIS_AT_ONCE) counts.push(...(await counted(wikis.slice(at, at + WIKIS_AT_ONCE))));
      return counts;
    },
    joining: (wikiId, accountId) => [
      { put: { ...authorKey(wikiId, accountId), since: clock.now() }, if: 'absent' },
      { add: countKey(wikiId), amounts: { authors: 1 } },
    ],
    leave: async (wikiId, accountId, moment) => {
      const key = authorKey(wikiId, accountId);
      const row = await table.get(key);
      if (row && sinceOf(row) <= moment) await leaving(table, { wikiId, key, since: sinceOf(row) });
    },
  };
};

// Only joining() writes it.
const sinceOf = (row: Row): number => Number(row['since']);

/** Somebody else may have made the place free already, or taken it anew. */
const leaving = async (table: Table, { wikiId, key, since }: { readonly wikiId: WikiId; readonly key: Key; readonly since: number }) => {
  try {
    await table.write([
      { delete: key, if: { field: 'since', equals: since } },
      { add: countKey(wikiId), amounts: { authors: -1 } },
    ]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
};
