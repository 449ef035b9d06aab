/**
 * Whether objects that others have made may become part of a wiki: the checks of git-fsck(1) without its leniency, and the
 * rules for file names. Answers what is wrong, or undefined.
 */
import { MAX_ATTACHMENT_BYTES } from '@wikibot/contracts/facts/wiki';
import type { ObjectType } from './git-object.ts';

const MAX_COMMIT_BYTES = 1024 * 1024;

/** Folders have a check of their own. */
export const objectProblem = (type: Exclude<ObjectType, 'tree'>, body: Buffer): string | undefined => {
  switch (type) {
    case 'blob':
      return body.length > MAX_ATTACHMENT_BYTES ? `a file has ${body.length} bytes, the limit is ${MAX_ATTACHMENT_BYTES}` : undefined;
    case 'commit':
      return commitProblem(body);
    case 'tag':
      return 'annotated tags are not kept, only the branch main is';
  }
};

const IDENTITY = '[^<>\\n]* <[^<>\\n]*> (?:0|[1-9]\\d{0,11}) [+-]\\d{4}';

/** Further headers (encoding, gpgsig, …) may not repeat those before; a line that begins with a space goes on with the one before. */
const HEADERS = new RegExp(
  `^tree [0-9a-f]{40}\\n(?:parent [0-9a-f]{40}\\n)*author ${IDENTITY}\\ncommitter ${IDENTITY}\\n` +
    '(?:(?!(?:tree|parent|author|committer) )[a-z][a-z0-9-]{0,60} [^\\n]*\\n(?: [^\\n]*\\n)*)*$',
);

const commitProblem = (body: Buffer): string | undefined => {
  if (body.length > MAX_COMMIT_BYTES) return `a commit has ${body.length} bytes, the limit is ${MAX_COMMIT_BYTES}`;
  if (body.includes(0)) return 'a commit holds a zero byte';
  const end = body.indexOf('\n\n');
  const headers = body.toString('latin1', 0, end < 0 ? body.length : end + 1);
  return HEADERS.test(headers) ? undefined : 'a commit is not as git writes it';
};
