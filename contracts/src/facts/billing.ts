import * as z from 'zod';
import { defineFact, defineStream } from '../define/fact.ts';
import { AccountId } from '../define/ids.ts';

/** What a plan allows; null means without limit. */
export const Limits = z
  .object({
    wikis: z.number().int().positive().nullable(),
    pagesPerWiki: z.number().int().positive().nullable(),
    authorsPerWiki: z.number().int().positive().nullable(),
    gitPush: z.boolean(),
    templates: z.boolean().optional().describe('Whether wikis may begin with the files of a repository; unless told, as `gitPush`.'),
    storagePerWiki: z.number().int().positive().nullable().optional().describe('Bytes of all files of a wiki as they stand.'),
  })
  .meta({ id: 'Limits' });
export type Limits = z.infer<typeof Limits>;

export const entitlementsGranted = defineFact('billing.EntitlementsGranted', {
  meaning: 'From now on an account may use this much.',
  data: z.object({ accountId: AccountId, plan: z.string().min(1), limits: Limits }),
});

export const subscriptionStream = defineStream({
  name: 'subscription',
  service: 'billing',
  meaning: 'What one account has paid for: `subscription/<accountId>`.',
  facts: [entitlementsGranted],
});
