/** What holds for a file that comes from outside with a name of its own, by import or push. */
import { MAX_ATTACHMENT_BYTES, MAX_PAGE_BYTES } from '@wikibot/contracts/facts/wiki';
import { addressProblem, fileOfPage, isMarkdownFile, pageKey, pagePathOfFile } from '@wikibot/platform/page/page-path';
import { LIMITS } from '@wikibot/platform/page/path-rules';
import { suggestPagePath } from '@wikibot/platform/page/path-suggestion';

export const sizeProblem = (file: string, bytes: number): string | undefined => {
  const limit = isMarkdownFile(file) ? MAX_PAGE_BYTES : MAX_ATTACHMENT_BYTES;
  return bytes > limit ? `The file has ${bytes} bytes, the limit is ${limit}.` : undefined;
};

/** Pages are looked up by a key, which has a length of its own. */
export const addressLengthProblem = (file: string): string | undefined =>
  isMarkdownFile(file) && Buffer.byteLength(pageKey(file)) > LIMITS.pathBytes
    ? `The path is longer than ${LIMITS.pathBytes} bytes.`
    : undefined;

/** A page whose address means something else (`docs/history`) gets one that can be reached. */
export const readdressed = (file: string): { as: string; reason?: string } => {
  const page = pagePathOfFile(file);
  const problem = page === undefined ? undefined : addressProblem(page);
  if (!problem || page === undefined) return { as: file };
  // A first folder that belongs to the application gets a name beside it.
  const suggestion = suggestPagePath(page) ?? suggestPagePath(page.replace(/^[^/]+/, (first) => `${first}_pages`));
  return suggestion ? { as: fileOfPage(suggestion), reason: problem.message } : { as: file };
};
