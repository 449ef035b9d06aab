import * as z from 'zod';
import { WikiId } from './ids.ts';
import type { ServiceName } from './ids.ts';
import { defineRequest } from './request.ts';

/** SHA-256 over the sorted lines `<page key> <version>`, 64 hexadecimal digits: equal sets of pages have equal digests. */
export const ContentDigest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ id: 'ContentDigest' });

/** What one view has of a wiki. Views without pages of their own say only how far they are. */
export const ViewContent = z
  .object({
    view: z.string().describe('`service.view`'),
    upTo: z.number().int().nonnegative().describe('The sequence up to which every fact is applied.'),
    pages: z.number().int().nonnegative().optional(),
    digest: ContentDigest.optional().describe('Over the sequence that last touched each page, so that services can be compared.'),
  })
  .meta({ id: 'ViewContent' });
export type ViewContent = z.infer<typeof ViewContent>;

/** Asked of every service that keeps something of wikis, to see that all of them keep the same. */
export const describeContent = (service: ServiceName) =>
  defineRequest(`${service}.DescribeContent`, {
    meaning: `What the views of ${service} have of a wiki, for comparing them with the truth.`,
    access: 'system',
    safe: true,
    deadline: 60,
    data: z.strictObject({ wikiId: WikiId }),
    answer: z.object({ views: z.array(ViewContent) }),
  });
