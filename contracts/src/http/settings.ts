/** REST of a wiki as a whole: settings at its own address, its life at account level, where it is found whatever its address. */
import * as z from 'zod';
import { defineRoute } from '../define/route.ts';
import { archiveWiki, changeSettings, describeSettings, describeWiki, unarchiveWiki, WikiSettings } from '../requests/settings.ts';
import { hrefOfWiki } from './wikis.ts';

export const ShownSettings = WikiSettings.extend({ href: z.string() });
export const shownSettings = (settings: WikiSettings) => ({ status: 200, body: { ...settings, href: hrefOfWiki(settings) } });
const shown = { response: ShownSettings, respond: shownSettings } as const;

/** The `wikiId` of an account-level route. */
export const ofWikiId = ({ params }: { readonly params: Readonly<Record<string, string>> }) => ({ wikiId: params['wikiId'] ?? '' });

export const describeSettingsRoute = defineRoute('GET /{owner}/{wiki}/api/v1/settings', describeSettings, {
  summary: 'How the wiki is set up',
  ...shown,
  input: () => ({}),
});

/** `PATCH /ada/notes/api/v1/settings` `{"slug": "field-notes"}`: the answer's `href` is the new address; the old one leads there. */
export const changeSettingsRoute = defineRoute('PATCH /{owner}/{wiki}/api/v1/settings', changeSettings, {
  summary: 'Change name, purpose, visibility, home page, rule for commit messages, or address of the wiki',
  body: changeSettings.data,
  maxBytes: 16 * 1024,
  ...shown,
  input: ({ body }) => body,
});

export const describeWikiRoute = defineRoute('GET /api/v1/wikis/{wikiId}', describeWiki, {
  summary: 'One of your wikis, whatever its address',
  ...shown,
  input: ofWikiId,
});

export const archiveWikiRoute = defineRoute('POST /api/v1/wikis/{wikiId}/archive', archiveWiki, {
  summary: 'Put a wiki away: it stays readable and cannot be changed',
  ...shown,
  input: ofWikiId,
});

export const unarchiveWikiRoute = defineRoute('POST /api/v1/wikis/{wikiId}/unarchive', unarchiveWiki, {
  summary: 'Let an archived wiki be changed again',
  ...shown,
  input: ofWikiId,
});
