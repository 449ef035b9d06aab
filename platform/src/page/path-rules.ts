/** Why a page path or a file path is not accepted. */
export type PathProblem =
  | 'empty'
  | 'not-unicode'
  | 'control-character'
  | 'invisible-character'
  | 'backslash'
  | 'percent-code'
  | 'link-character'
  | 'windows-character'
  | 'absolute'
  | 'dots'
  | 'git-name'
  | 'segment-edge'
  | 'windows-name'
  | 'reserved-first'
  | 'reserved-action'
  | 'segment-too-long'
  | 'path-too-long'
  | 'slash'
  | 'hidden-name'
  | 'page-name'
  | 'too-deep';

/** Page actions: `/{owner}/{wiki}/{page}/history` is the history of `{page}`, so no page may be called like one. */
export const PAGE_ACTIONS: ReadonlySet<string> = new Set([
  ...['view', 'history', 'diff', 'blame', 'source', 'edit', 'save', 'preview', 'draft', 'rename', 'move', 'delete', 'attachments'],
  ...['attachment', 'inline_attachment', 'restore', 'revert', 'raw'],
]);

/** Actions that take further segments (`/{page}/a/{file}`), which therefore cannot stand inside a path; a page of its own may be called A or T. */
export const ACTIONS_WITH_ARGUMENTS: ReadonlySet<string> = new Set([
  ...['view', 'diff', 'blame', 'source', 'edit', 'attachment', 'attachments', 'restore', 'revert', 'a', 't', 'raw'],
]);

/** First segments that belong to the application. */
export const RESERVED_FIRST: ReadonlySet<string> = new Set(['-', 'api', 'mcp', '.well-known']);

/** Whole paths a crawler asks for at the root of a wiki's own address. */
export const RESERVED_ROOT: ReadonlySet<string> = new Set(['robots.txt', 'sitemap.xml', 'llms.txt', 'favicon.ico']);

export const LIMITS = {
  /** UTF-8 bytes of one page segment; with `.md` and room for a suffix it fits the 255 of every file system. */
  pageSegmentBytes: 200,
  fileSegmentBytes: 255,
  pathBytes: 900,
  /** A little more than a page's, for the extension; sort keys end at 1024 bytes. */
  filePathBytes: 950,
  segments: 20,
} as const;

export const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;
export const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
export const LINK_CHARACTER = /[#[\]|<>{}^]/u;
export const WINDOWS_CHARACTER = /[?*:"]/u;
export const PERCENT_CODE = /%[0-9a-f]{2}/iu;

// Joiners carry meaning in these scripts and in emoji sequences; anywhere else they only hide a difference.
const JOINING = ['Arab', 'Syrc', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Mong', 'Khmr', 'Mymr'];
const JOINED = `[${JOINING.map((script) => `\\p{sc=${script}}`).join('')}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f]`;
const MEANT = new RegExp(`(?<=${JOINED})[\\u200c\\u200d](?=${JOINED})|(?<=[\\p{Extended_Pictographic}0-9])\\ufe0f`, 'gu');
const INVISIBLE = /[\p{DI}\p{Cf}\p{Zl}\p{Zp}\p{Co}\ufff9-\ufffb\ufffe\uffff]/u;

/** Format and zero-width characters that make two names look alike; joiners of scripts and emoji that need them are let through. */
export const hasInvisible = (text: string): boolean => INVISIBLE.test(text.replace(MEANT, ''));

// git's own verify_path: `.git` in any case, with NTFS trailing dots and spaces, streams and short names, and the code points HFS+ ignores.
const GIT_NAME = /^(?:\.git|git~\d+|\.gitmodules|gitmod~\d+|gi7eba~\d+)$/u;

/** Whether some file system would take this segment for git's own directory or module list. */
export const isGitDisguise = (segment: string): boolean => {
  const plain = segment
    .replace(/[\p{DI}\p{Cf}]/gu, '')
    .normalize('NFKC')
    .toLowerCase();
  return GIT_NAME.test((plain.split(':', 1)[0] ?? '').replace(/[. ]{1,300}$/u, ''));
};

const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/iu;

/** Names Windows keeps for devices, with or without an extension. */
export const isWindowsDevice = (segment: string): boolean => DEVICE.test((segment.split('.', 1)[0] ?? '').trimEnd());

/** Length in UTF-8 bytes, as git and file systems count. */
export const byteLength = (text: string): number => new TextEncoder().encode(text).length;
