import { Limits } from '@wikibot/contracts/facts/billing';
import type { ViewReader } from '@wikibot/platform/kernel/ports';
import type { Entitlements } from '../ports.ts';

export const viewEntitlements = (view: ViewReader): Entitlements => ({
  of: async (accountId) => {
    const row = await view.get(`account#${accountId}`, 'limits');
    return row && Limits.parse(row['limits']);
  },
});
