/** Questions about which page links where. Whoever is bound by path rules sees the wiki as if hidden pages, and links from and to them, were not there. */
import * as z from 'zod';
import { defineRequest } from '../define/request.ts';
import { PathText } from './pages.ts';

const cursor = z.string().max(2000).optional().describe('`next` of the answer before.');
const next = z.string().optional().describe('Present when there may be more.');

const LinkedPage = z.object({ path: z.string(), name: z.string().describe('The title of the page.') }).meta({ id: 'LinkedPage' });

/** Where a page leads within its wiki. */
export const LinkTarget = z
  .object({
    kind: z.enum(['page', 'file']).describe('A file is an image or an attachment.'),
    path: z.string().describe('As the page stands; of a page that does not exist, as it would be created.'),
    anchors: z.array(z.string()).describe('Headings that are named, as anchors.'),
  })
  .meta({ id: 'LinkTarget' });

export const pageLinks = defineRequest('wiki.PageLinks', {
  meaning: 'What a page links to and which pages link to it; also of a page that does not exist.',
  access: 'read',
  safe: true,
  data: z.strictObject({ path: PathText, limit: z.number().int().min(1).max(200).default(50), cursor }),
  answer: z.object({
    path: z.string(),
    exists: z.boolean(),
    outgoing: z
      .array(LinkTarget.extend({ exists: z.boolean() }))
      .describe('All of them in the order of the text; with the first answer only.'),
    incoming: z.array(LinkedPage.extend({ context: z.string().describe('The text around the link, on one line.') })),
    next,
  }),
  paths: (data) => [data.path],
});

export const brokenLinks = defineRequest('wiki.BrokenLinks', {
  meaning: 'The pages that link to pages or files which do not exist.',
  access: 'read',
  safe: true,
  data: z.strictObject({ limit: z.number().int().min(1).max(200).default(50), cursor }),
  answer: z.object({ pages: z.array(z.object({ path: z.string(), missing: z.array(LinkTarget) })), next }),
});

export const orphanPages = defineRequest('wiki.OrphanPages', {
  meaning: 'The pages that no other page links to, without the home page and what lies in Meta.',
  access: 'read',
  safe: true,
  data: z.strictObject({ limit: z.number().int().min(1).max(200).default(50), cursor }),
  answer: z.object({ pages: z.array(LinkedPage), next }),
});

export const wantedPages = defineRequest('wiki.WantedPages', {
  meaning: 'The pages that are linked to and do not exist, those that most pages link to first.',
  access: 'read',
  safe: true,
  data: z.strictObject({ limit: z.number().int().min(1).max(200).default(50), cursor }),
  answer: z.object({
    pages: z.array(z.object({ path: z.string(), sources: z.number().int().positive().describe('How many pages link to it.') })),
    next: next.describe(
      'Present when there may be more. Past ten thousand pages each ranking counts the links of a stretch of them: add up what comes twice.',
    ),
  }),
});

export const linkGraph = defineRequest('wiki.LinkGraph', {
  meaning: 'Which page links to which, page by page.',
  access: 'read',
  safe: true,
  data: z.strictObject({ limit: z.number().int().min(1).max(500).default(100), cursor }),
  answer: z.object({
    nodes: z.array(z.string()).describe('The pages of this answer and what they link to; the same page may come again in a later one.'),
    missing: z.array(z.string()).describe('Those among the nodes that do not exist, all in lower case.'),
    edges: z.array(z.object({ source: z.string(), target: z.string() })),
    next,
  }),
});
