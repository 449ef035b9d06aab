/** How much each account uses: one register per wiki, added up at reading. */
import type { AccountId } from '@wikibot/contracts/define/ids';
import type { FactsOf } from '@wikibot/contracts/define/fact';
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import type { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Ports } from '../ports.ts';

/** The facts name the owner as tenant, so that no register needs another fact to be found. */
const registerOf = (fact: FactsOf<typeof wikiStream>, accountId: AccountId): Register[] => {
  const place = { pk: `wikis#${accountId}`, sk: fact.data.wikiId };
  switch (fact.name) {
    case 'wiki.WikiFounded':
      return [{ ...place, row: { pages: 0 } }];
    case 'wiki.HeadMoved':
      return [{ ...place, row: { pages: fact.data.pages } }];
    case 'wiki.WikiTransferred': {
      const { previousOwnerId, ownerId, pages, wikiId } = fact.data;
      return [
        { pk: `wikis#${ownerId}`, sk: wikiId, row: { pages } },
        { pk: `wikis#${previousOwnerId}`, sk: wikiId, row: null },
      ];
    }
    case 'wiki.WikiAbandoned':
      return [{ ...place, row: null }];
    default:
      return [];
  }
};

const fold: FoldSlice<typeof wikiStream, Ports> = async (fact) => {
  const { accountId } = fact.tenant;
  return accountId ? registerOf(fact, accountId) : [];
};

export default fold;

export const usageOf = async ({ view }: Ports, accountId: AccountId): Promise<{ wikis: number; pages: number; largestWiki: number }> => {
  const pages: number[] = [];
  for (let after: string | undefined; ;) {
    const { rows, next } = await view('usage').query({ pk: `wikis#${accountId}`, limit: 1000, ...(after === undefined ? {} : { after }) });
    pages.push(...rows.map((row) => Number(row['pages'])));
    if (next === undefined) break;
    after = next;
  }
  return { wikis: pages.length, pages: pages.reduce((sum, count) => sum + count, 0), largestWiki: Math.max(0, ...pages) };
};
