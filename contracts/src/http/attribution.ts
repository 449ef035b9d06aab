/** REST of attribution, below `/{owner}/{wiki}/api/v1`. */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { defineRoute } from '../define/route.ts';
import { blamePage } from '../requests/attribution.ts';
import { RevisionText } from '../requests/pages.ts';
import { ChangeBody, changeBody } from './pages.ts';

export const blamePageRoute = defineRoute('GET /{owner}/{wiki}/api/v1/pages/{page+}/blame', blamePage, {
  summary: 'By whom each line of a page was written',
  query: z.strictObject({
    revision: RevisionText.optional(),
    from: z.coerce.number().int().positive().default(1),
    limit: z.coerce.number().int().min(1).max(10_000).default(2_000),
  }),
  response: blamePage.answer.omit({ changes: true }).extend({ changes: z.array(ChangeBody) }),
  input: ({ params, query }) => present({ path: params['page'] ?? '', ...query }),
  respond: ({ changes, ...rest }) => ({ status: 200, body: { ...rest, changes: changes.map(changeBody) } }),
});
