import {
  ACTIONS_WITH_ARGUMENTS,
  BIDI,
  byteLength,
  CONTROL,
  hasInvisible,
  isGitDisguise,
  isWindowsDevice,
  LIMITS,
  LINK_CHARACTER,
  PAGE_ACTIONS,
  PERCENT_CODE,
  RESERVED_FIRST,
  RESERVED_ROOT,
  WINDOWS_CHARACTER,
} from './path-rules.ts';
import type { PathProblem } from './path-rules.ts';

declare const pathBrand: unique symbol;
declare const keyBrand: unique symbol;

/** A page's path in its repository without `.md`, e.g. `Meta/Wiki_Usage_Guide`. */
export type PagePath = string & { readonly [pathBrand]: true };

/** The identity of a page: equal for every spelling that means the same page. */
export type PageKey = string & { readonly [keyBrand]: true };

export interface PathRefused {
  readonly ok: false;
  readonly problem: PathProblem;
  /** What is wrong and what to do, for a person or a model. */
  readonly message: string;
}

export interface Rule {
  readonly problem: PathProblem;
  readonly broken: (path: string, segments: readonly string[]) => boolean;
  readonly message: string;
}

const isDots = (segment: string): boolean => /^\.+$/u.test(segment);
const isAction = (segment: string | undefined): boolean => PAGE_ACTIONS.has((segment ?? '').toLowerCase());
const isRouted = (segment: string): boolean => ACTIONS_WITH_ARGUMENTS.has(segment.toLowerCase());
const anyRegular = (test: RegExp) => (path: string) => test.test(path);
const anySegment = (test: (segment: string) => boolean) => (_path: string, segments: readonly string[]) => segments.some(test);
export const longerThan = (bytes: number) => anySegment((segment) => byteLength(segment) > bytes);

const pathUpTo = (bytes: number): Rule => ({
  problem: 'path-too-long',
  // Folding case may make a name longer, and pages are kept by their folded name.
  broken: (path) => byteLength(path) > bytes || byteLength(pageKey(path)) > bytes,
  message: `The path is longer than ${bytes} bytes. Use shorter names.`,
});

/** What no file system and no reader is safe from. */
export const UNSAFE: readonly Rule[] = [
  {
    problem: 'not-unicode',
    broken: (path) => !path.isWellFormed(),
    message: 'The path is not valid Unicode (half of a surrogate pair). Send it as UTF-8.',
  },
  { problem: 'control-character', broken: anyRegular(CONTROL), message: 'The path contains a control character. Take it out.' },
  { problem: 'backslash', broken: (path) => path.includes('\\'), message: 'The path contains a backslash. Use / between folders.' },
  {
    problem: 'dots',
    broken: anySegment(isDots),
    message: 'A part of the path consists of dots only. Paths start at the wiki root; leave . and .. out.',
  },
  {
    problem: 'git-name',
    broken: anySegment(isGitDisguise),
    message: 'A part of the path is a name git keeps for itself. Choose another name.',
  },
];

const UNADDRESSABLE: readonly Rule[] = [
  {
    problem: 'reserved-first',
    broken: (path, segments) => RESERVED_FIRST.has((segments[0] ?? '').toLowerCase()) || RESERVED_ROOT.has(path.toLowerCase()),
    message:
      'The first part of the path belongs to the application (-, api, mcp, .well-known, robots.txt and the like). Choose another name.',
  },
  {
    problem: 'reserved-action',
    broken: (_path, segments) => isAction(segments.at(-1)) || segments.slice(1, -1).some(isRouted),
    message:
      'A part of the path is the name of a page action (such as history, edit or view), so the page could not be opened. Add a word to the name.',
  },
];

/** What no new name may have; files of imports and pushes keep theirs. */
export const UNWELCOME: readonly Rule[] = [
  {
    problem: 'invisible-character',
    broken: hasInvisible,
    message: 'The path contains an invisible character. Type the name again without it.',
  },
  {
    problem: 'percent-code',
    broken: anyRegular(PERCENT_CODE),
    message: 'The path contains a percent code such as %20. Send the path decoded.',
  },
  {
    problem: 'link-character',
    broken: anyRegular(LINK_CHARACTER),
    message: 'The path contains one of # [ ] | < > { } ^, which would break links to it. Leave it out.',
  },
  {
    problem: 'windows-character',
    broken: anyRegular(WINDOWS_CHARACTER),
    message: 'The path contains one of ? * : ", so the wiki could not be cloned on Windows. Leave it out; the page title may have it.',
  },
  {
    problem: 'segment-edge',
    broken: anySegment((segment) => /^\p{Zs}|[\p{Zs}.]$/u.test(segment)),
    message: 'A part of the path begins or ends with a space or ends with a dot. Take it away.',
  },
  {
    problem: 'windows-name',
    broken: anySegment(isWindowsDevice),
    message: 'A part of the path is a device name on Windows (CON, NUL, COM1, …). Add a word to it.',
  },
  {
    problem: 'segment-too-long',
    broken: longerThan(LIMITS.pageSegmentBytes),
    message: 'A part of the path is longer than 200 bytes. Use a shorter name; the page title may be longer.',
  },
  {
    problem: 'too-deep',
    broken: (_path, segments) => segments.length > LIMITS.segments,
    message: 'The path has more than 20 parts. Use fewer folders.',
  },
];

const PAGE_RULES: readonly Rule[] = [pathUpTo(LIMITS.pathBytes), ...UNSAFE, ...UNWELCOME, ...UNADDRESSABLE];

const FILE_RULES: readonly Rule[] = [
  pathUpTo(LIMITS.filePathBytes),
  { problem: 'absolute', broken: (path) => path.startsWith('/'), message: 'The file path is absolute. Leave the leading / out.' },
  {
    problem: 'empty',
    broken: anySegment((segment) => segment === ''),
    message: 'A part of the file path is empty. Use single slashes and end with a file name.',
  },
  ...UNSAFE,
  {
    problem: 'invisible-character',
    broken: anyRegular(BIDI),
    message: 'The file path contains a character that changes the writing direction. Rename the file.',
  },
  {
    problem: 'segment-too-long',
    broken: longerThan(LIMITS.fileSegmentBytes),
    message: 'A part of the file path is longer than 255 bytes. Rename the file.',
  },
];

export const firstBroken = (rules: readonly Rule[], path: string, segments: readonly string[]): PathRefused | undefined => {
  const rule = rules.find((candidate) => candidate.broken(path, segments));
  return rule && { ok: false, problem: rule.problem, message: rule.message };
};

// Only behind a name: a file called `.md` has no other.
const withoutExtension = (path: string): string => {
  let end = path.length;
  while (path.slice(Math.max(0, end - 3), end).toLowerCase() === '.md' && end > 3 && path[end - 4] !== '/') end -= 3;
  return path.slice(0, end);
};

const segmentsOf = (input: string): readonly string[] => input.split('/').filter((segment) => segment !== '');
const canonical = (input: string): string => withoutExtension(segmentsOf(input.normalize('NFC')).join('/'));
const underscored = (path: string): string => path.replace(/\p{Zs}/gu, '_');

/**
 * The path of a page as every surface accepts it when a page is made, moved or written.
 * Expects percent-decoded input; never changes a name's letters, only its spelling (NFC, `_` for spaces, no `.md`, single slashes).
 */
export const normalisePagePath = (input: string): { readonly ok: true; readonly path: PagePath } | PathRefused => {
  const path = canonical(input);
  const segments = segmentsOf(path);
  if (segments.length === 0)
    return { ok: false, problem: 'empty', message: 'The path is empty. Give the name of a page, e.g. Meta/Template.' };
  // The one place that makes a PagePath from outside text: every rule held.
  return firstBroken(PAGE_RULES, path, segments) ?? { ok: true, path: underscored(path) as PagePath };
};

/**
 * The identity behind a spelling, for look-ups and uniqueness: NFC, `_` for spaces, case folded, no `.md`, single slashes.
 * Total: also answers for paths that `normalisePagePath` refuses, since imported files keep their names.
 */
export const pageKey = (path: string): PageKey =>
  // Case folding may leave decomposed letters, hence NFC on both sides; a final sigma is a sigma.
  underscored(canonical(path)).toLowerCase().replaceAll('ς', 'σ').normalize('NFC') as PageKey;

/** Why the web address of this existing page leads elsewhere (an action or the application), if it does: `docs/history`, `api/x`. */
export const addressProblem = (path: string): PathRefused | undefined =>
  firstBroken(UNADDRESSABLE, canonical(path), segmentsOf(canonical(path)));

/** The looser check for files of imports and pushes, which keep their names: refuses only what is unsafe or cannot be stored. */
export const keepableFilePath = (file: string): { readonly ok: true; readonly file: string } | PathRefused =>
  firstBroken(FILE_RULES, file, file.split('/')) ?? { ok: true, file };

/** Whether a repository file is a page. */
export const isMarkdownFile = (file: string): boolean => file.endsWith('.md') && file.length > 3 && file[file.length - 4] !== '/';

/** The page in a repository file under exactly the name it has; undefined for an attachment. */
export const pagePathOfFile = (file: string): PagePath | undefined =>
  // A stored file's name is a path by being stored, whether or not a new page could be called so.
  isMarkdownFile(file) ? (file.slice(0, -3) as PagePath) : undefined;

/** The repository file of a page. */
export const fileOfPage = (path: string): string => `${path}.md`;

/** The name to show for a page without a title of its own: its last segment with spaces. */
export const titleOfPath = (path: string): string => (segmentsOf(path).at(-1) ?? '').replaceAll('_', ' ');

/** The page's part of a URL, percent-encoded per segment, relative to the wiki root. Never leaves the wiki: dot segments are dropped. */
export const hrefOfPage = (path: string): string =>
  segmentsOf(underscored(path))
    .filter((segment) => segment !== '.' && segment !== '..')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');
