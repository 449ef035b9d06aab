import type { WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Operation, Row, Table } from '@wikibot/platform/kernel/table';
import type { Wiki } from '../domain/wiki.ts';
import type { Wikis } from '../ports.ts';

const stateKey = (wikiId: WikiId) => ({ pk: `wiki#${wikiId}`, sk: 'state' });
const slugKey = (ownerId: string, slug: string) => ({ pk: `owner#${ownerId}`, sk: `slug#${slug}` });
const countKey = (ownerId: string) => ({ pk: `owner#${ownerId}`, sk: 'count' });

export const tableWikis = (table: Table): Wikis => {
  const wikiOf = (row: Row): Wiki => row['wiki'] as unknown as Wiki; // only putting() writes it
  const get = async (wikiId: WikiId): Promise<Wiki | undefined> => {
    const row = await table.get(stateKey(wikiId));
    return row && wikiOf(row);
  };
  const putting = (wiki: Wiki) => ({ put: { ...stateKey(wiki.id), wiki: { ...wiki } } });
  const taking = ({ id, ownerId, slug }: Wiki, limit: number | null): readonly Operation[] => [
    { put: { ...slugKey(ownerId, slug), wikiId: id }, if: 'absent' },
    { add: countKey(ownerId), amounts: { wikis: 1 }, ...(limit === null ? {} : { if: { field: 'wikis', below: limit } }) },
  ];
  const releasing = (wiki: Wiki): readonly Operation[] => [
    { delete: slugKey(wiki.ownerId, wiki.slug), if: { field: 'wikiId', equals: wiki.id } },
    { add: countKey(wiki.ownerId), amounts: { wikis: -1 } },
  ];
  return {
    get,
    putting,
    releasing,
    at: async (ownerId, slug) => (await table.get(slugKey(ownerId, slug)))?.['wikiId'] as WikiId | undefined, // only reserving() writes it
    ownedBy: async (ownerId) => {
      const owned: Wiki[] = [];
      for (let after: string | undefined; ;) {
        const { rows, next } = await table.query({ pk: `owner#${ownerId}`, prefix: 'slug#', limit: 100, ...present({ after }) });
        const states = await table.getMany(rows.map((row) => stateKey(row['wikiId'] as WikiId))); // only reserving() writes it
        owned.push(...states.flatMap((row) => (row ? [wikiOf(row)] : [])));
        if (next === undefined) return owned;
        after = next;
      }
    },
    reserving: (wiki, limit) => [...taking(wiki, limit), putting(wiki)],
    transferring: (wiki, to, limit) => [...taking({ ...wiki, ...to }, limit), ...releasing(wiki)],
    removing: (wikiId) => ({ delete: stateKey(wikiId) }),
    readdressing: (wiki, slug) => [
      { put: { ...slugKey(wiki.ownerId, slug), wikiId: wiki.id }, if: 'absent' },
      { delete: slugKey(wiki.ownerId, wiki.slug), if: { field: 'wikiId', equals: wiki.id } },
    ],
  };
};
