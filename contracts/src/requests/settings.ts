/** What the owner of a wiki decides about it as a whole. */
import * as z from 'zod';
import { Instant, WikiId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { MessageRule, Stay } from '../facts/wiki-life.ts';
import { Slug, Visibility } from '../http/names.ts';
import { WikiStatus } from './wikis.ts';

const name = z.string().trim().min(1).max(100);
const purpose = z.string().trim().max(200);
const home = z.string().min(1).max(500).describe('Path of the page that opens first.');
const messages = MessageRule.describe('Whether whoever changes a page has to say why.');

/** A wiki as its owner sees it. */
export const WikiSettings = z
  .object({
    id: WikiId,
    owner: z.string().describe('User name of the owner.'),
    slug: Slug,
    name,
    purpose,
    visibility: Visibility,
    home: z.string(),
    messages,
    status: WikiStatus,
    pages: z.number().int(),
    changed: Instant,
    deletedOn: Instant.optional().describe('When it will be deleted for good, unless its owner brings it back.'),
    transfer: z
      .object({ to: z.string(), stay: Stay })
      .optional()
      .describe('To whom it was offered, and what its owner is to be afterwards.'),
  })
  .meta({ id: 'WikiSettings' });
export type WikiSettings = z.infer<typeof WikiSettings>;

export const describeSettings = defineRequest('wiki.DescribeSettings', {
  meaning: 'How a wiki is set up.',
  access: 'own',
  safe: true,
  data: z.strictObject({}),
  answer: WikiSettings,
});

export const changeSettings = defineRequest('wiki.ChangeSettings', {
  meaning: 'Changes what is named and leaves the rest: all of it or nothing.',
  access: 'own',
  data: z.strictObject({
    name: name.optional(),
    purpose: purpose.optional(),
    visibility: Visibility.optional(),
    home: home.optional(),
    messages: messages.optional(),
    slug: Slug.optional(),
  }),
  answer: WikiSettings,
});

const ofWiki = z.strictObject({ wikiId: WikiId });

export const describeWiki = defineRequest('wiki.DescribeWiki', {
  meaning: 'One of the wikis that the account owns, also while it is being deleted.',
  access: 'account',
  safe: true,
  data: ofWiki,
  answer: WikiSettings,
});

export const archiveWiki = defineRequest('wiki.ArchiveWiki', {
  meaning: 'Puts a wiki away: it is read and searched as before, and cannot be changed.',
  access: 'account',
  data: ofWiki,
  answer: WikiSettings,
});

export const unarchiveWiki = defineRequest('wiki.UnarchiveWiki', {
  meaning: 'Lets an archived wiki be changed again.',
  access: 'account',
  data: ofWiki,
  answer: WikiSettings,
});
