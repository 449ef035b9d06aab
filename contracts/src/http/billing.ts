/** REST of plans at account level. */
import { defineRoute } from '../define/route.ts';
import { describePlan } from '../requests/billing.ts';

export const describePlanRoute = defineRoute('GET /api/v1/plan', describePlan, {
  summary: 'Your plan, its limits, and how much you use',
  response: describePlan.answer,
  input: () => ({}),
});
