import * as z from 'zod';
import { ObjectId } from '../define/ids.ts';
import { defineRequest, DryRun } from '../define/request.ts';
import { base, message, PathText, RevisionText, Written } from './pages.ts';
import { SectionHash } from './section-changes.ts';

/** Which section: its address from an outline, or as much of its end as is unique, its title, or its anchor. */
export const SectionName = z.string().trim().min(1).max(1000).meta({ id: 'SectionName', example: 'Method > Sampling' });

/** A heading and all below it. */
export const Section = z
  .object({
    address: z.string().describe('Titles of the headings above and its own, joined with ` > `; a repeat is told apart by ` (2)`.'),
    title: z.string(),
    level: z.number().int().min(1).max(6),
    anchor: z.string(),
    line: z.number().int().positive().describe('Of the heading, from 1.'),
    words: z.number().int().nonnegative(),
    tokens: z.number().int().nonnegative().describe('An estimate: characters / 4.'),
    hash: SectionHash,
  })
  .meta({ id: 'Section' });
export type Section = z.infer<typeof Section>;

export const outlinePage = defineRequest('wiki.OutlinePage', {
  meaning: 'The sections of a page with what each costs to read, now or at a revision.',
  access: 'read',
  safe: true,
  data: z.strictObject({
    path: PathText,
    revision: RevisionText.optional(),
    limit: z.number().int().min(1).max(1000).default(200),
    cursor: z
      .string()
      .regex(/^\d{1,5}$/, 'a cursor is what an answer gave as `next`')
      .optional(),
  }),
  answer: z.object({
    path: z.string(),
    name: z.string(),
    revision: ObjectId,
    words: z.number().int().nonnegative().describe('Of the whole page, front matter included.'),
    tokens: z.number().int().nonnegative(),
    preamble: z
      .object({ words: z.number().int().nonnegative(), tokens: z.number().int().nonnegative() })
      .describe('The text before the first heading, front matter included.'),
    sections: z.array(Section),
    total: z.number().int().nonnegative(),
    next: z.string().optional(),
  }),
  paths: (data) => [data.path],
});

/** So many subsections are named beside a section's text; an outline lists them all. */
export const MAX_CHILDREN = 100;

export const readSection = defineRequest('wiki.ReadSection', {
  meaning: 'The text of one section with its subsections, and what stands around it.',
  access: 'read',
  safe: true,
  data: z.strictObject({ path: PathText, section: SectionName, revision: RevisionText.optional() }),
  answer: z.object({
    path: z.string(),
    name: z.string(),
    revision: ObjectId,
    section: Section,
    content: z.string().describe('As it is stored, heading included.'),
    parent: z.string().nullable().describe('Address of the section that holds it.'),
    previous: z.string().nullable().describe('Address of the section of the same parent before it.'),
    next: z.string().nullable().describe('Address of the section of the same parent behind it.'),
    children: z.array(z.string()).max(MAX_CHILDREN).describe(`Addresses of what it holds directly, at most ${MAX_CHILDREN}.`),
    childCount: z.number().int().nonnegative(),
  }),
  paths: (data) => [data.path],
});

export const SectionOperation = z.enum(['replace', 'append', 'insert_before', 'insert_after', 'delete']).meta({
  id: 'SectionOperation',
  description:
    'replace: all below the heading, and the heading too when the text brings one of its level. append: to the end of its own text; a text that begins with a heading goes behind its subsections. insert_before, insert_after: beside it. delete: the heading and all below it.',
});
export type SectionOperation = z.infer<typeof SectionOperation>;

/** Every operation but `delete` needs a text. */
export const contentProblem = ({
  operation,
  content,
}: {
  operation: SectionOperation;
  content?: string | undefined;
}): string | undefined => {
  if (operation === 'delete') return content === undefined ? undefined : 'delete takes no content';
  return content === undefined ? `${operation} needs content` : undefined;
};

export const editSection = defineRequest('wiki.EditSection', {
  version: 2,
  meaning: 'Changes one section of a page; every byte outside it stays.',
  access: 'write',
  data: z
    .strictObject({
      path: PathText,
      base,
      section: SectionName,
      operation: SectionOperation,
      content: z.string().optional(),
      sectionHash: SectionHash.optional().describe('Refused when the section is no longer the one of this hash, whatever else changed.'),
      message,
      dryRun: DryRun,
    })
    .superRefine((data, { addIssue }) => {
      const problem = contentProblem(data);
      if (problem !== undefined) addIssue({ code: 'custom', path: ['content'], message: problem });
    }),
  answer: Written,
  paths: (data) => [data.path],
});
