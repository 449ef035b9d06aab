/** What an exported archive says about itself, so that nobody has to believe that it is whole. */
import { createHash } from 'node:crypto';
import { Instant, ObjectId } from '@wikibot/contracts/define/ids';
import * as z from 'zod';

export const EXPORT_FORMAT = 'wikibot-export';
/** Pages and files of the wiki, under their names. */
export const CONTENT_FOLDER = 'content/';
export const MANIFEST_NAME = 'manifest.json';

export const ExportedPart = z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() });
export type ExportedPart = z.infer<typeof ExportedPart>;

export const ExportManifest = z.object({
  format: z.literal(EXPORT_FORMAT),
  version: z.literal(1),
  exported: Instant,
  wiki: z.object({ owner: z.string(), slug: z.string(), name: z.string() }),
  head: ObjectId,
  sequence: z.number().int().describe('The last fact in the log of events.'),
  counts: z.object({
    pages: z.number().int(),
    files: z.number().int().describe('In `content/`, pages among them.'),
    members: z.number().int(),
    tokens: z.number().int(),
    events: z.number().int(),
  }),
  parts: z.array(ExportedPart).describe('Every file of the archive but this one.'),
});
export type ExportManifest = z.infer<typeof ExportManifest>;

export const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Why an archive is not the one that was exported; undefined when all content that was promised is there, and nothing else. */
export const exportProblem = (
  { parts }: ExportManifest,
  content: readonly { readonly path: string; readonly content: Uint8Array }[],
): string | undefined => {
  const promised = new Map(parts.filter(({ path }) => path.startsWith(CONTENT_FOLDER)).map((part) => [part.path, part]));
  const seen = new Set<string>();
  for (const { path, content: bytes } of content) {
    if (seen.has(path)) return `The file ${path} stands in it twice.`;
    seen.add(path);
    const part = promised.get(path);
    if (!part) return `The file ${path} is not in its manifest.`;
    if (part.sha256 !== sha256(bytes)) return `The file ${path} is not the one in its manifest.`;
  }
  const missing = [...promised.keys()].find((path) => !seen.has(path));
  return missing === undefined ? undefined : `The file ${missing} of its manifest is missing.`;
};
