/** Unsaved texts of pages: of one account each, changed in place, and no part of any history. */
import * as z from 'zod';
import { Instant, ObjectId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { message, PathText, RevisionText } from './pages.ts';

/** So many drafts an account may have in one wiki. */
export const MAX_DRAFTS = 100;
/** So long one is kept after it was last written. */
export const DRAFT_DAYS = 30;

const base = RevisionText.optional().describe('The revision of the page that the text was begun on; none for a page that is to be new.');
const draftRevision = z.string().describe('Another one after every change of the draft.');
const standing = z.uuid().optional().describe('The draft as the caller knows it; required to change one that exists.');

const fields = {
  path: z.string(),
  name: z.string(),
  base,
  draftRevision,
  bytes: z.number().int().nonnegative(),
  saved: Instant,
  expires: Instant,
} as const;

/** A draft as lists show it. */
export const DraftEntry = z.object(fields).meta({ id: 'DraftEntry' });
export type DraftEntry = z.infer<typeof DraftEntry>;

/** What has become of the page since the text was begun. */
export const DraftGround = z
  .enum(['new', 'current', 'changed', 'gone'])
  .describe(
    'Whether the page is still what the text was begun on: `new`, there is none yet; `changed`, it was written since; `gone`, it was deleted since.',
  );
export type DraftGround = z.infer<typeof DraftGround>;

export const keepDraft = defineRequest('wiki.KeepDraft', {
  meaning: 'Keeps the unsaved text of a page for the account that sends it; nobody else sees it.',
  access: 'write',
  repeatable: true,
  data: z.strictObject({ path: PathText, content: z.string(), base, message, draftRevision: standing }),
  answer: DraftEntry.extend({ outcome: z.enum(['created', 'updated', 'unchanged']) }),
  paths: (data) => [data.path],
});

export const readDraft = defineRequest('wiki.ReadDraft', {
  meaning: 'The unsaved text that the asking account has of a page, and whether the page is still what it was begun on.',
  access: 'read',
  safe: true,
  data: z.strictObject({ path: PathText }),
  answer: DraftEntry.extend({
    content: z.string(),
    message: z.string().optional(),
    ground: DraftGround,
    currentRevision: ObjectId.nullable().describe('Of the page as it is now; null when there is none.'),
  }),
  paths: (data) => [data.path],
});

export const discardDraft = defineRequest('wiki.DiscardDraft', {
  meaning: 'Throws the unsaved text of a page away.',
  access: 'read',
  repeatable: true,
  data: z.strictObject({ path: PathText, draftRevision: standing }),
  answer: z.object({ path: z.string() }),
  paths: (data) => [data.path],
});

export const listDrafts = defineRequest('wiki.ListDrafts', {
  meaning: 'The unsaved texts that the asking account has in a wiki, the latest first.',
  access: 'read',
  safe: true,
  data: z.strictObject({}),
  answer: z.object({ drafts: z.array(DraftEntry), limit: z.number().int().describe('How many there may be.') }),
});
