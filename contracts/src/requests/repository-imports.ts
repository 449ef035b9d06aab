import * as z from 'zod';
import { Instant, ObjectId, PayloadId, WikiId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { OnConflict } from './imports.ts';
import { Proposed } from './proposed.ts';

export const ImportId = z
  .string()
  .regex(/^imp_[0-9a-f]{32}$/)
  .meta({ id: 'ImportId', description: 'An import that takes its time.' });
export type ImportId = z.infer<typeof ImportId>;

/** Where git is asked for a repository: without a name or password, which would be kept. */
export const RepositoryUrl = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/[^\s/@?#]+\/[^\s@?#]*$/, 'an https address of a git repository, without user name, password or query')
  .meta({ id: 'RepositoryUrl' });

export const BranchName = z
  .string()
  .max(200)
  .regex(/^(?!.*(?:\.\.|@\{|\/\/))[^\s~^:?*[\\\p{Cc}]*$/u, 'a name of a branch');

const Fate = z.object({ file: z.string(), reason: z.string() });

/** What an import of a repository came to. */
export const RepositoryImported = z
  .object({
    kept: z
      .enum(['history', 'files'])
      .describe(
        'All commits as they are, in a wiki that nobody had written in; or the files of the branch as one commit beside what stands.',
      ),
    sequence: z.number().int(),
    commits: z.number().int(),
    files: z.number().int(),
    renamed: z.array(z.object({ file: z.string(), as: z.string(), reason: z.string() })).describe('The first 200.'),
    refused: z.array(Fate).describe('The first 200.'),
    skipped: z.array(Fate).describe('The first 200.'),
    proposal: Proposed.optional().describe('Present when an agent may only propose: nothing is in the wiki before a person merges it.'),
    notKept: z.number().int().describe('How many files were refused or skipped.'),
  })
  .meta({ id: 'RepositoryImported' });
export type RepositoryImported = z.infer<typeof RepositoryImported>;

export const ImportStatus = z.enum(['fetching', 'checking', 'done', 'failed']).meta({ id: 'ImportStatus' });

export const startImport = defineRequest('wiki.StartImport', {
  meaning: 'Begins to bring a git repository in from its address; the answer says where to watch it.',
  access: 'own',
  data: z.strictObject({ url: RepositoryUrl, branch: BranchName.optional(), onConflict: OnConflict.optional() }),
  answer: z.object({ importId: ImportId, status: ImportStatus }),
});

export const describeImport = defineRequest('wiki.DescribeImport', {
  meaning: 'How far an import of a repository has come, and what it came to.',
  access: 'own',
  safe: true,
  data: z.strictObject({ importId: ImportId }),
  answer: z.object({
    importId: ImportId,
    url: z.string(),
    branch: z.string().optional(),
    started: Instant,
    status: ImportStatus,
    reason: z.string().optional(),
    result: RepositoryImported.optional(),
  }),
});

const ofImport = { wikiId: WikiId, importId: ImportId };

/** The steps of the saga `importing`; each may be repeated. */
export const fetchRepository = defineRequest('wiki.FetchRepository', {
  meaning: 'Fetches all objects of a branch from a git server and leaves them in the payload store.',
  access: 'system',
  deadline: 280,
  data: z.strictObject({ url: RepositoryUrl, branch: BranchName.describe('Empty: the one that the server names.') }),
  answer: z.object({ head: ObjectId, packs: z.array(PayloadId).describe('One pack in pieces.'), bytes: z.number().int() }),
});

export const adoptRepository = defineRequest('wiki.AdoptRepository', {
  meaning: 'Checks what was fetched as a push is checked, and makes it part of the wiki.',
  access: 'system',
  deadline: 120,
  data: z.strictObject({ ...ofImport, head: ObjectId, packs: z.array(PayloadId) }),
  answer: RepositoryImported,
});

export const endImport = defineRequest('wiki.EndImport', {
  meaning: 'Notes what an import came to, for whoever watches it.',
  access: 'system',
  data: z.strictObject({ ...ofImport, reason: z.string().max(500).optional(), result: RepositoryImported.optional() }),
  answer: z.object({}),
});
