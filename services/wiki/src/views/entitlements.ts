/** What each account may use, as billing last said. */
import type { FoldSlice } from '@wikibot/contracts/define/service';
import type { subscriptionStream } from '@wikibot/contracts/facts/billing';
import type { Ports } from '../ports.ts';

const fold: FoldSlice<typeof subscriptionStream, Ports> = async ({ data }) => [
  { pk: `account#${data.accountId}`, sk: 'limits', row: { plan: data.plan, limits: data.limits } },
];

export default fold;
