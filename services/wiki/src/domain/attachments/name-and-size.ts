/** What a file must be to be put beside a page. */
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { MAX_ATTACHMENT_BYTES } from '@wikibot/contracts/facts/wiki';
import { safeFileName, suggestFileName } from '@wikibot/platform/page/file-name';
import { keepableFilePath } from '@wikibot/platform/page/page-path';
import type { PathRefused } from '@wikibot/platform/page/page-path';
import { refusals } from '../../refusals.ts';

export const readName = (text: string): { readonly ok: true; readonly name: string } | Refused => {
  const read = safeFileName(text);
  return read.ok ? read : nameRefused(text, read);
};

/** The name alone may be fine and the whole path too long. */
export const pathProblem = (file: string, path: string): Refused | undefined => {
  const keepable = keepableFilePath(path);
  return keepable.ok ? undefined : nameRefused(file, keepable);
};

const nameRefused = (file: string, { problem, message }: PathRefused): Refused => {
  const suggestion = suggestFileName(file);
  return refusals['attachment.name-refused']({
    file,
    problem,
    reason: message,
    ...present({ suggestion: suggestion === file ? undefined : suggestion }),
  });
};

export const sizeProblem = (file: string, bytes: number): Refused | undefined =>
  bytes > MAX_ATTACHMENT_BYTES ? refusals['attachment.too-large']({ file, bytes, limit: MAX_ATTACHMENT_BYTES }) : undefined;
