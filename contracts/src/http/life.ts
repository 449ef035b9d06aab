/** REST of a wiki as a whole: settings at its own address, its life at account level, where it is found whatever its address. */
import * as z from 'zod';
import { defineRoute } from '../define/route.ts';
import * as life from '../requests/life.ts';
import { WikiSettings } from '../requests/life.ts';
import { hrefOfWiki } from './wikis.ts';

export const ShownSettings = WikiSettings.extend({ href: z.string() });
export const shownSettings = (settings: WikiSettings) => ({ status: 200, body: { ...settings, href: hrefOfWiki(settings) } });
const shown = { response: ShownSettings, respond: shownSettings } as const;

/** The `wikiId` of an account-level route. */
export const ofWikiId = ({ params }: { readonly params: Readonly<Record<string, string>> }) => ({ wikiId: params['wikiId'] ?? '' });

export const describeSettingsRoute = defineRoute('GET /{owner}/{wiki}/api/v1/settings', life.describeSettings, {
  summary: 'How the wiki is set up',
  ...shown,
  input: () => ({}),
});

/** `PATCH /ada/notes/api/v1/settings` `{"slug": "field-notes"}`: the answer's `href` is the new address; the old one leads there. */
export const changeSettingsRoute = defineRoute('PATCH /{owner}/{wiki}/api/v1/settings', life.changeSettings, {
  summary: 'Change name, purpose, visibility, home page, rule for commit messages, or address of the wiki',
  body: life.changeSettings.data,
  maxBytes: 16 * 1024,
  ...shown,
  input: ({ body }) => body,
});

export const describeWikiRoute = defineRoute('GET /api/v1/wikis/{wikiId}', life.describeWiki, {
  summary: 'One of your wikis, whatever its address',
  ...shown,
  input: ofWikiId,
});

export const archiveWikiRoute = defineRoute('POST /api/v1/wikis/{wikiId}/archive', life.archiveWiki, {
  summary: 'Put a wiki away: it stays readable and cannot be changed',
  ...shown,
  input: (http) => ({ ...ofWikiId(http), archived: true }),
});

export const unarchiveWikiRoute = defineRoute('POST /api/v1/wikis/{wikiId}/unarchive', life.archiveWiki, {
  summary: 'Let an archived wiki be changed again',
  ...shown,
  input: (http) => ({ ...ofWikiId(http), archived: false }),
});

/** `DELETE /api/v1/wikis/wik_…` `{"confirm": "ada/notes"}`: the answer says until when it can be brought back. */
export const deleteWikiRoute = defineRoute('DELETE /api/v1/wikis/{wikiId}', life.deleteWiki, {
  summary: 'Delete a wiki: it can be brought back for seven days, or with `now` not at all',
  body: z.strictObject({ confirm: z.string().max(100), now: z.boolean().optional() }),
  maxBytes: 4 * 1024,
  response: ShownSettings,
  input: ({ params, body }) => ({ ...ofWikiId({ params }), ...body }),
  respond: (settings) => ({ ...shownSettings(settings), status: 202 }),
});

export const restoreWikiRoute = defineRoute('POST /api/v1/wikis/{wikiId}/restore', life.restoreWiki, {
  summary: 'Bring back a wiki that is to be deleted',
  response: ShownSettings,
  respond: shownSettings,
  input: ofWikiId,
});
