/** REST of links, below `/{owner}/{wiki}/api/v1`. `links_to`, `linked_from`, `nodes` and `edges` are as clients of the ancestors know them. */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { defineRoute } from '../define/route.ts';
import { brokenLinks, linkGraph, orphanPages, pageLinks, wantedPages } from '../requests/links.ts';

const api = '/{owner}/{wiki}/api/v1' as const;

const paging = (most: number, otherwise: number) =>
  z.strictObject({ limit: z.coerce.number().int().min(1).max(most).default(otherwise), cursor: z.string().optional() });

export const pageLinksRoute = defineRoute(`GET ${api}/links/{page+}`, pageLinks, {
  summary: 'What a page links to, and which pages link to it',
  query: paging(200, 50),
  response: pageLinks.answer.extend({ links_to: z.array(z.string()), linked_from: z.array(z.string()) }),
  input: ({ params, query }) => present({ path: params['page'] ?? '', ...query }),
  respond: (answer) => ({
    status: 200,
    body: {
      ...answer,
      links_to: answer.outgoing.filter(({ kind }) => kind === 'page').map(({ path }) => path),
      linked_from: answer.incoming.map(({ path }) => path),
    },
  }),
});

export const linkGraphRoute = defineRoute(`GET ${api}/links`, linkGraph, {
  summary: 'Which page links to which',
  query: paging(500, 100),
  response: linkGraph.answer,
  input: ({ query }) => present(query),
});

export const brokenLinksRoute = defineRoute(`GET ${api}/broken-links`, brokenLinks, {
  summary: 'Pages with links to what does not exist',
  query: paging(200, 50),
  response: brokenLinks.answer,
  input: ({ query }) => present(query),
});

export const orphanPagesRoute = defineRoute(`GET ${api}/orphans`, orphanPages, {
  summary: 'Pages that no other page links to',
  query: paging(200, 50),
  response: orphanPages.answer,
  input: ({ query }) => present(query),
});

export const wantedPagesRoute = defineRoute(`GET ${api}/wanted`, wantedPages, {
  summary: 'Pages that are linked to and do not exist, the most wanted first',
  query: paging(200, 50),
  response: wantedPages.answer,
  input: ({ query }) => present(query),
});
