/** REST of comparisons, below `/{owner}/{wiki}/api/v1`. */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { defineRoute } from '../define/route.ts';
import { describeCommit, diffPage } from '../requests/differences.ts';
import { RevisionText } from '../requests/pages.ts';
import { ChangeBody, changeBody } from './pages.ts';

const api = '/{owner}/{wiki}/api/v1' as const;
const number = (least: number, most: number, otherwise: number) => z.coerce.number().int().min(least).max(most).default(otherwise);

export const diffPageRoute = defineRoute(`GET ${api}/pages/{page+}/diff`, diffPage, {
  summary: 'What changed in a page between two revisions',
  query: z.strictObject({
    from: RevisionText.optional(),
    to: RevisionText.optional(),
    limit: number(1, 5000, 1000),
    cursor: z.string().optional(),
  }),
  response: diffPage.answer,
  input: ({ params, query }) => present({ path: params['page'] ?? '', ...query }),
});

export const describeCommitRoute = defineRoute(`GET ${api}/commits/{revision}`, describeCommit, {
  summary: 'One change with all files that it touched',
  query: z.strictObject({
    diffs: z.enum(['true', 'false']).default('false'),
    limit: number(1, 200, 50),
    cursor: z.string().optional(),
  }),
  response: describeCommit.answer.omit({ change: true }).extend({ ...ChangeBody.shape }),
  input: ({ params, query: { diffs, ...query } }) => present({ revision: params['revision'] ?? '', diffs: diffs === 'true', ...query }),
  respond: ({ change, ...rest }) => ({ status: 200, body: { ...changeBody(change), ...rest } }),
});
