import * as z from 'zod';
import { defineRequest } from '../define/request.ts';
import { Limits } from '../facts/billing.ts';

export const describePlan = defineRequest('billing.DescribePlan', {
  meaning: 'The plan of the account, its limits, and how much is used.',
  access: 'account',
  safe: true,
  data: z.strictObject({}),
  answer: z.object({
    plan: z.string(),
    limits: Limits,
    usage: z.object({ wikis: z.number().int(), pages: z.number().int(), largestWiki: z.number().int() }),
  }),
});
