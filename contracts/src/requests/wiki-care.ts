/** What operators ask of the wiki service about its order of truth: stream, row, repository. */
import * as z from 'zod';
import { ContentDigest } from '../define/content-requests.ts';
import { ObjectId, WikiId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { WikiStatus } from './wikis.ts';

const count = z.number().int().nonnegative();
const ofWiki = z.strictObject({ wikiId: WikiId });

export const describeAddress = defineRequest('wiki.DescribeAddress', {
  meaning: 'Under which address a wiki stands.',
  access: 'system',
  safe: true,
  data: ofWiki,
  answer: z.object({ owner: z.string().optional().describe('User name, once it was announced.'), slug: z.string(), status: WikiStatus }),
});

export const describeHead = defineRequest('wiki.DescribeHead', {
  meaning: 'Where the head of a wiki stands in its stream, its row and its repository, and which pages the repository has there.',
  access: 'system',
  safe: true,
  deadline: 60,
  data: ofWiki,
  answer: z.object({
    status: WikiStatus,
    stream: z.object({ sequence: count, head: ObjectId.nullable() }),
    row: z.object({ head: ObjectId.nullable(), pages: count }),
    ref: ObjectId.nullable(),
    tree: z
      .object({
        files: count,
        markdown: count.describe('Markdown files, readable or not.'),
        pages: count.describe('Markdown files that are UTF-8, which are pages.'),
        digest: ContentDigest.describe('Over the blob of each page.'),
      })
      .nullable()
      .describe('Of the head in the stream; null without one.'),
    view: z.object({ pages: count, digest: ContentDigest }).describe('The pages view, over the blob of each page.'),
  }),
});

export const followHead = defineRequest('wiki.FollowHead', {
  meaning: 'Lets the branch that git tools see follow the head of the stream.',
  access: 'system',
  data: ofWiki,
  answer: z.object({ head: ObjectId.nullable() }),
});
