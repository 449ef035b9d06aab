/**
 * REST of sections. The page stands last (`/outline/{page}`, as in `/links/{page}` of the ancestors): behind a page, `outline` and `section`
 * would be names that no page may have.
 */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { DryRun } from '../define/request.ts';
import { defineRoute } from '../define/route.ts';
import { RevisionText } from '../requests/pages.ts';
import { SectionHash } from '../requests/section-changes.ts';
import { contentProblem, editSection, outlinePage, readSection, SectionName, SectionOperation } from '../requests/sections.ts';
import { written, WrittenBody } from './pages.ts';

const api = '/{owner}/{wiki}/api/v1' as const;

export const outlineRoute = defineRoute(`GET ${api}/outline/{page+}`, outlinePage, {
  summary: 'The sections of a page, with what each costs to read',
  query: z.strictObject({
    revision: RevisionText.optional(),
    limit: z.coerce.number().int().min(1).max(1000).optional(),
    cursor: z.string().optional(),
  }),
  response: outlinePage.answer,
  input: ({ params, query }) => present({ path: params['page'] ?? '', ...query }),
  respond: (answer) => ({ status: 200, body: answer, etag: answer.revision }),
});

export const readSectionRoute = defineRoute(`GET ${api}/section/{page+}`, readSection, {
  summary: 'One section of a page, and what stands around it',
  query: z.strictObject({ section: SectionName, revision: RevisionText.optional() }),
  response: readSection.answer.omit({ childCount: true }).extend({ child_count: readSection.answer.shape.childCount }),
  input: ({ params, query }) => present({ path: params['page'] ?? '', ...query }),
  respond: ({ childCount, ...answer }) => ({ status: 200, body: { ...answer, child_count: childCount }, etag: answer.revision }),
});

export const editSectionRoute = defineRoute(`PATCH ${api}/section/{page+}`, editSection, {
  summary: 'Replace, extend or delete one section, or put text beside it',
  body: z
    .strictObject({
      revision: RevisionText.optional(),
      section: SectionName,
      operation: SectionOperation,
      content: z.string().optional(),
      section_hash: SectionHash.optional().describe('Refused when the section is no longer the one of this hash, whatever else changed.'),
      commit_message: z.string().max(500).optional(),
      dry_run: DryRun,
    })
    .superRefine((body, { addIssue }) => {
      const problem = contentProblem(body);
      if (problem !== undefined) addIssue({ code: 'custom', path: ['content'], message: problem });
    }),
  maxBytes: 8 * 1024 * 1024,
  response: WrittenBody,
  input: ({ params, body, ifMatch }) =>
    present({
      path: params['page'] ?? '',
      base: body.revision ?? ifMatch,
      section: body.section,
      operation: body.operation,
      content: body.content,
      sectionHash: body.section_hash,
      message: body.commit_message,
      dryRun: body.dry_run,
    }),
  respond: written,
});
