/** The plans as data. A plan's price is looked up where it is sold; its limits are what entitlements are made of. */
import type { Limits } from '@wikibot/contracts/facts/billing';

export interface PlanPrice {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly every: 'month' | 'year';
  /** What one unit is: the account as a whole, or each wiki beyond those that are free. */
  readonly per: 'account' | 'further-wiki';
}

export interface CataloguePlan {
  readonly name: string;
  readonly limits: Limits;
  readonly prices: readonly PlanPrice[];
}

const NO_LIMITS: Limits = { wikis: null, pagesPerWiki: null, authorsPerWiki: null, gitPush: true, templates: true, storagePerWiki: null };

const MEBIBYTE = 1024 * 1024;

export const CATALOGUE: readonly CataloguePlan[] = [
  {
    name: 'free',
    limits: { wikis: 1, pagesPerWiki: 500, authorsPerWiki: 1, gitPush: false, templates: false, storagePerWiki: 512 * MEBIBYTE },
    prices: [],
  },
  {
    name: 'premium',
    limits: { wikis: 12, pagesPerWiki: null, authorsPerWiki: 25, gitPush: true, templates: true, storagePerWiki: 10_240 * MEBIBYTE },
    prices: [
      { amount: 4.99, currency: 'USD', every: 'month', per: 'account' },
      { amount: 49, currency: 'USD', every: 'year', per: 'account' },
    ],
  },
  {
    name: 'per-wiki',
    limits: { wikis: null, pagesPerWiki: null, authorsPerWiki: 25, gitPush: true, templates: true, storagePerWiki: 10_240 * MEBIBYTE },
    prices: [{ amount: 1, currency: 'USD', every: 'month', per: 'further-wiki' }],
  },
  { name: 'unlimited', limits: NO_LIMITS, prices: [] },
];

export const planNamed = (name: string): CataloguePlan | undefined => CATALOGUE.find((plan) => plan.name === name);
