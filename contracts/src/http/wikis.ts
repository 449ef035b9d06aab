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

/** What can be had of a wiki, and where: as `format=zip` with everything, or as a git bundle. */
export const WikiExport = WikiEntry.pick({ id: true, owner: true, slug: true, name: true, status: true, pages: true, changed: true })
  .extend({ zip: z.string(), bundle: z.string() })
  .meta({ id: 'WikiExport' });

const addressesOf = ({ id, owner, slug, name, status, pages, changed }: WikiEntry) => {
  const at = `${hrefOfWiki({ owner, slug })}api/v1/export`;
  return { id, owner, slug, name, status, pages, changed, zip: `${at}?format=zip`, bundle: `${at}?format=bundle` };
};

/** Those that are not set up yet, or never were, have nothing to take along. */
export const exportsRoute = defineRoute('GET /api/v1/export', listWikis, {
  summary: 'Everything you own, to take along: where the export of each of your wikis is fetched',
  response: z.object({ wikis: z.array(WikiExport) }),
  input: () => ({}),
  respond: ({ wikis }) => ({
    status: 200,
    body: { wikis: wikis.filter(({ status }) => status !== 'creating' && status !== 'failed').map(addressesOf) },
  }),
});
