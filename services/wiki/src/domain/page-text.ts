/** What the text of a page must be, and how its path is read; the same for every command. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import { MAX_PAGE_BYTES } from '@wikibot/contracts/facts/wiki';
import { normalisePagePath } from '@wikibot/platform/page/page-path';
import type { PagePath } from '@wikibot/platform/page/page-path';
import { suggestPagePath } from '@wikibot/platform/page/path-suggestion';
import { refusals } from '../refusals.ts';

export type ReadPath = { readonly ok: true; readonly path: PagePath } | Refused;

export const readPath = (text: string): ReadPath => {
  const read = normalisePagePath(text);
  if (read.ok) return read;
  const suggestion = suggestPagePath(text);
  return refusals['page.path-refused']({
    path: text,
    problem: read.problem,
    reason: read.message,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
};

export const textProblem = (path: string, text: string): Refused | undefined => {
  if (!text.isWellFormed() || text.includes('\0')) return refusals['page.not-text']({ path });
  const bytes = Buffer.byteLength(text);
  return bytes > MAX_PAGE_BYTES ? refusals['page.too-large']({ path, bytes, limit: MAX_PAGE_BYTES }) : undefined;
};
