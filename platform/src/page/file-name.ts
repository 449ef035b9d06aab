/** The name of a new file beside a page. Files of imports and pushes keep theirs (`keepableFilePath`). */
import { firstBroken, longerThan, UNSAFE, UNWELCOME } from './page-path.ts';
import type { PathRefused, Rule } from './page-path.ts';
import { LIMITS } from './path-rules.ts';
import { mended } from './path-suggestion.ts';

const OF_PAGES: ReadonlySet<string> = new Set(['segment-too-long', 'too-deep']);

const RULES: readonly Rule[] = [
  { problem: 'empty', broken: (name) => name === '', message: 'The file has no name. Give one, e.g. diagram.png.' },
  {
    problem: 'slash',
    broken: (name) => name.includes('/'),
    message: 'The file name contains a slash. A file lies beside its page and no deeper; leave the folder out.',
  },
  ...UNSAFE,
  {
    problem: 'hidden-name',
    broken: (name) => name.startsWith('.'),
    message: 'The file name begins with a dot, which hides it in a clone and may change how git works there. Take the dot away.',
  },
  {
    problem: 'page-name',
    broken: (name) => /\.md$/iu.test(name),
    message: 'The file name ends in .md, which makes it a page. Save it as a page, or give it another ending.',
  },
  ...UNWELCOME.filter(({ problem }) => !OF_PAGES.has(problem)),
  {
    problem: 'segment-too-long',
    broken: longerThan(LIMITS.fileSegmentBytes),
    message: `The file name is longer than ${LIMITS.fileSegmentBytes} bytes. Use a shorter one.`,
  },
];

/** A file name as every surface accepts it for a new file: its letters stay, in NFC. */
export const safeFileName = (input: string): { readonly ok: true; readonly name: string } | PathRefused => {
  const name = input.normalize('NFC');
  return firstBroken(RULES, name, [name]) ?? { ok: true, name };
};

const MAX_INPUT = 2000;

/** The nearest acceptable name to one that was refused, to offer and never to use unasked; undefined when there is none. */
export const suggestFileName = (input: string): string | undefined => {
  if (input.length > MAX_INPUT) return undefined;
  const last = input.replaceAll('\\', '/').split('/').at(-1) ?? '';
  const plain = mended(last.replace(/%[0-9a-f]{2}/giu, '_')).replace(/^[._]+/u, '');
  const safe = safeFileName(/\.md$/iu.test(plain) ? `${plain}.txt` : plain);
  return safe.ok ? safe.name : undefined;
};
