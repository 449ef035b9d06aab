import * as z from 'zod';
import { AccountId, Instant, ObjectId, PayloadId, WikiId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { Slug, Visibility } from '../http/names.ts';
import { WikiUsage } from './limits.ts';
import { BranchName, RepositoryUrl } from './repository-imports.ts';

export const name = z.string().trim().min(1).max(100);
export const purpose = z.string().trim().max(200);
export const categories = z.array(z.string().trim().min(1).max(50)).max(50);

/** `archived`: it can be read, not changed. `deleting`: only its owner sees it, who may bring it back until the day that is named. */
export const WikiStatus = z.enum(['creating', 'active', 'failed', 'archived', 'deleting']).meta({ id: 'WikiStatus' });
export type WikiStatus = z.infer<typeof WikiStatus>;

/** How far a wiki has come to be; what becomes of it later is not told here. */
export const CreationStatus = z.enum(['creating', 'active', 'failed']).meta({ id: 'CreationStatus' });
export type CreationStatus = z.infer<typeof CreationStatus>;

/** A public repository whose files a wiki begins with, without their history. */
export const Template = z.strictObject({ url: RepositoryUrl, branch: BranchName.optional() }).meta({ id: 'Template' });
export type Template = z.infer<typeof Template>;

export const createWiki = defineRequest('wiki.CreateWiki', {
  meaning: 'Starts setting a wiki up (the bootstrap saga); the answer says where to watch it.',
  access: 'account',
  data: z.strictObject({
    name,
    slug: Slug,
    purpose: purpose.default(''),
    visibility: Visibility.default('private'),
    categories: categories.optional(),
    template: Template.optional(),
  }),
  answer: z.object({ wikiId: WikiId, owner: z.string(), slug: Slug, status: CreationStatus }),
});

/** One step of a saga as a person watches it. */
export const Step = z
  .object({
    name: z.string(),
    title: z.string(),
    status: z.enum(['waiting', 'running', 'done', 'failed']),
    reason: z.string().optional(),
  })
  .meta({ id: 'Step' });
export type Step = z.infer<typeof Step>;

export const describeCreation = defineRequest('wiki.DescribeCreation', {
  meaning: 'How far the setting up of a wiki has come.',
  access: 'account',
  safe: true,
  data: z.strictObject({ wikiId: WikiId }),
  answer: z.object({
    wikiId: WikiId,
    owner: z.string(),
    slug: Slug,
    status: CreationStatus,
    reason: z.string().optional(),
    steps: z.array(Step),
  }),
});

export const WikiEntry = z
  .object({
    id: WikiId,
    owner: z.string().describe('User name of the owner.'),
    slug: Slug,
    name,
    purpose,
    visibility: Visibility,
    status: WikiStatus,
    pages: z.number().int(),
    changed: Instant,
    usage: WikiUsage,
    deletedOn: Instant.optional().describe('When it will be deleted for good, unless its owner brings it back.'),
  })
  .meta({ id: 'WikiEntry' });
export type WikiEntry = z.infer<typeof WikiEntry>;

export const listWikis = defineRequest('wiki.ListWikis', {
  meaning: 'The wikis that the account owns.',
  access: 'account',
  safe: true,
  data: z.strictObject({}),
  answer: z.object({ wikis: z.array(WikiEntry) }),
});

const founding = { wikiId: WikiId, ownerId: AccountId };

/** The steps of the bootstrap saga that the wiki service carries out; each may be repeated. */
export const reserveSlug = defineRequest('wiki.ReserveSlug', {
  meaning: "Takes the address that was asked for and counts it against the owner's plan.",
  access: 'system',
  data: z.strictObject(founding),
  answer: z.object({ sequence: z.number().int() }),
});

export const createRepository = defineRequest('wiki.CreateRepository', {
  meaning: 'Makes the empty git repository of a wiki.',
  access: 'system',
  data: z.strictObject({ wikiId: WikiId }),
  answer: z.object({}),
});

export const commitStarterPages = defineRequest('wiki.CommitStarterPages', {
  meaning: 'Commits the pages that a new wiki begins with: those of every wiki, or the fetched files of a template.',
  access: 'system',
  deadline: 120,
  data: z.strictObject({
    ...founding,
    template: z.strictObject({ url: RepositoryUrl, head: ObjectId, packs: z.array(PayloadId) }).optional(),
  }),
  answer: z.object({ head: ObjectId, sequence: z.number().int() }),
});

export const activateWiki = defineRequest('wiki.ActivateWiki', {
  meaning: 'Opens a wiki for use.',
  access: 'system',
  data: z.strictObject({ wikiId: WikiId }),
  answer: z.object({ sequence: z.number().int() }),
});

export const abandonWiki = defineRequest('wiki.AbandonWiki', {
  meaning: 'Undoes a set-up that failed: nothing of the wiki stays, its address is free again.',
  access: 'system',
  data: z.strictObject({ ...founding, reason: z.string().max(500) }),
  answer: z.object({}),
});
