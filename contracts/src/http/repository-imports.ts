/** REST of imports that take their time. */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { defineRoute } from '../define/route.ts';
import { OnConflict } from '../requests/imports.ts';
import { BranchName, describeImport, ImportId, ImportStatus, RepositoryUrl, startImport } from '../requests/repository-imports.ts';

const imports = '/{owner}/{wiki}/api/v1/imports' as const;
const { notKept, ...same } = describeImport.answer.shape.result.unwrap().shape;

export const startImportRoute = defineRoute(`POST ${imports}`, startImport, {
  summary: 'Bring a git repository in from its address; watch the import by its id until it is done',
  body: z.strictObject({
    git: z.strictObject({ url: RepositoryUrl, branch: BranchName.optional() }),
    on_conflict: OnConflict.optional(),
  }),
  response: z.object({ id: ImportId, status: ImportStatus }),
  input: ({ body }) => present({ url: body.git.url, branch: body.git.branch, onConflict: body.on_conflict }),
  respond: ({ importId, status }) => ({ status: 202, body: { id: importId, status } }),
});

export const describeImportRoute = defineRoute(`GET ${imports}/{importId}`, describeImport, {
  summary: 'How far an import has come, and what it came to',
  response: describeImport.answer
    .omit({ importId: true, result: true })
    .extend({ id: ImportId, result: z.object({ ...same, not_kept: notKept }).optional() }),
  input: ({ params }) => ({ importId: params['importId'] ?? '' }),
  respond: ({ importId, result, ...rest }) => {
    if (!result) return { status: 200, body: { id: importId, ...rest } };
    const { notKept: left, ...kept } = result;
    return { status: 200, body: { id: importId, ...rest, result: { ...kept, not_kept: left } } };
  },
});
