/** REST of wikis at account level. */
import * as z from 'zod';
import { WikiId } from '../define/ids.ts';
import { defineRoute } from '../define/route.ts';
import { categories, createWiki, describeCreation, listWikis, name, purpose, Template, WikiEntry } from '../requests/wikis.ts';
import { Slug, Visibility } from './names.ts';

/** Where a wiki is read. */
export const hrefOfWiki = ({ owner, slug }: { readonly owner: string; readonly slug: string }): string => `/${owner}/${slug}/`;

export const createWikiRoute = defineRoute('POST /api/v1/wikis', createWiki, {
  summary: 'Create a wiki; watch `progress` until it is active',
  body: z.strictObject({
    name,
    slug: Slug,
    purpose: purpose.optional(),
    visibility: Visibility.optional(),
    categories: categories.optional(),
    template: Template.optional(),
  }),
  response: z.object({ id: WikiId, owner: z.string(), slug: Slug, status: z.string(), href: z.string(), progress: z.string() }),
  input: ({ body }) => body,
  respond: ({ wikiId, owner, slug, status }) => {
    const progress = `/api/v1/wikis/${wikiId}/creation`;
    return { status: 202, body: { id: wikiId, owner, slug, status, href: hrefOfWiki({ owner, slug }), progress }, location: progress };
  },
});

export const describeCreationRoute = defineRoute('GET /api/v1/wikis/{wikiId}/creation', describeCreation, {
  summary: 'How far the setting up of a wiki has come',
  response: describeCreation.answer.extend({ href: z.string() }),
  input: ({ params }) => ({ wikiId: params['wikiId'] ?? '' }),
  respond: (answer) => ({ status: 200, body: { ...answer, href: hrefOfWiki(answer) } }),
});

export const listWikisRoute = defineRoute('GET /api/v1/wikis', listWikis, {
  summary: 'The wikis you own',
  response: z.object({ wikis: z.array(WikiEntry.extend({ href: z.string() })) }),
  input: () => ({}),
  respond: ({ wikis }) => ({ status: 200, body: { wikis: wikis.map((wiki) => ({ ...wiki, href: hrefOfWiki(wiki) })) } }),
});
