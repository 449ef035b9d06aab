/** What the owner of a wiki decides about it as a whole: how it is set up, whether it is put away, and its end. */
import * as z from 'zod';
import { Instant, WikiId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { MessageRule } from '../facts/wiki-life.ts';
import { Slug, Visibility } from '../http/names.ts';
import { name, purpose, WikiStatus } from './wikis.ts';

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
  meaning: 'Puts a wiki away, so that it is read and searched as before and cannot be changed; or lets it be changed again.',
  access: 'account',
  data: z.strictObject({ wikiId: WikiId, archived: z.boolean() }),
  answer: WikiSettings,
});

export const deleteWiki = defineRequest('wiki.DeleteWiki', {
  meaning: 'Takes a wiki away from everybody but its owner, and deletes it after seven days, or at once.',
  access: 'account',
  data: z.strictObject({
    wikiId: WikiId,
    confirm: z.string().max(100).describe('The full address, `owner/slug`, typed out.'),
    now: z.boolean().default(false).describe('Without the seven days: nothing can bring it back.'),
  }),
  answer: WikiSettings,
});

export const restoreWiki = defineRequest('wiki.RestoreWiki', {
  meaning: 'Brings back a wiki that is to be deleted, as it was.',
  access: 'account',
  data: ofWiki,
  answer: WikiSettings,
});

const step = { wikiId: WikiId, deletionId: z.string().min(1).max(80) };

/** The steps of the deletion saga that the wiki service carries out; each may be repeated. */
export const awaitDeletion = defineRequest('wiki.AwaitDeletion', {
  meaning: 'Keeps the task token of a saga that waits seven days, to end the wait when the owner decides otherwise.',
  access: 'system',
  data: z.strictObject({ ...step, taskToken: z.string().min(1).max(2048) }),
  answer: z.object({}),
});

export const beginRemoval = defineRequest('wiki.BeginRemoval', {
  meaning: 'Lets nobody bring the wiki back any more; refuses when it was brought back.',
  access: 'system',
  data: z.strictObject(step),
  answer: z.object({}),
});
