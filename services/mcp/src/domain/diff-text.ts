/** A comparison as models know it: unified, as git writes it. */
import type { DiffHunk, DiffLine } from '@wikibot/contracts/requests/differences';

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', removed: '-', added: '+' };

const rangeOf = ([from, to]: readonly [number, number]): string => `${from},${Math.max(0, to - from + 1)}`;

const hunkText = ({ before, after, lines }: DiffHunk): string =>
  [`@@ -${rangeOf(before)} +${rangeOf(after)} @@`, ...lines.map(({ kind, text }) => `${SIGNS[kind]}${text}`)].join('\n');

export const diffText = (hunks: readonly DiffHunk[]): string => hunks.map(hunkText).join('\n');
