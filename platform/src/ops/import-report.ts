/** What became of every file of an import. */
import type * as z from 'zod';
import type { importFiles } from '@wikibot/contracts/requests/imports';
import type { NotTaken } from './file-source.ts';

type Answer = z.infer<(typeof importFiles)['answer']>;

export interface ImportReport {
  readonly source: string;
  readonly wiki: string;
  /** New or changed, the renamed among them. */
  readonly written: number;
  /** The wiki had them already, byte for byte. */
  readonly unchanged: number;
  readonly renamed: readonly { readonly file: string; readonly as: string; readonly reason: string }[];
  readonly refused: readonly NotTaken[];
  /** Another file has their place, which stays as it is. */
  readonly skipped: readonly NotTaken[];
  readonly leftOut: readonly string[];
  /** Why it ended before all files were sent. */
  readonly stopped?: string;
}

export const emptyReport = (source: string, wiki: string): ImportReport => ({
  source,
  wiki,
  written: 0,
  unchanged: 0,
  renamed: [],
  refused: [],
  skipped: [],
  leftOut: [],
});

export const withAnswer = (
  report: ImportReport,
  { written, unchanged, renamed, refused, skipped = [] }: Pick<Answer, 'written' | 'unchanged' | 'renamed' | 'refused' | 'skipped'>,
): ImportReport => ({
  ...report,
  written: report.written + written,
  unchanged: report.unchanged + unchanged,
  renamed: [...report.renamed, ...renamed],
  refused: [...report.refused, ...refused],
  skipped: [...report.skipped, ...skipped],
});

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What shares a reason stands together under it. */
const byReason = (title: string, items: readonly { readonly reason: string; readonly line: string }[]): string[] =>
  [...Map.groupBy(items, ({ reason }) => reason)].flatMap(([reason, group]) => [
    `\n${title}: ${reason}`,
    ...group.map(({ line }) => `  ${line}`),
  ]);

/** A paragraph for each thing to know; what is as it was expected takes one line. */
export const reportText = ({ source, wiki, written, unchanged, renamed, refused, skipped, leftOut, stopped }: ImportReport): string =>
  [
    ...(stopped === undefined
      ? []
      : [`Stopped before the end: ${stopped}\nRun the same command again to go on; what is there already stays as it is.\n`]),
    `${counted(written, 'file')} of ${source} written to ${wiki}, ${unchanged} unchanged, ${renamed.length} renamed, ${refused.length} refused`,
    ...leftOut.map((what) => `Left out: ${what}`),
    ...byReason(
      'Renamed',
      renamed.map(({ file, as, reason }) => ({ reason, line: `${file} → ${as}` })),
    ),
    ...byReason(
      'Skipped',
      skipped.map(({ file, reason }) => ({ reason, line: file })),
    ),
    ...byReason(
      'Refused',
      refused.map(({ file, reason }) => ({ reason, line: file })),
    ),
    '',
  ].join('\n');
