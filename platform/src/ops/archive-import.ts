/** A zip archive goes to the wiki as it is: there alone it is unpacked and judged. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { importRoute } from '@wikibot/contracts/http/imports';
import { ARCHIVE_LIMITS, importFiles, type OnConflict } from '@wikibot/contracts/requests/imports';
import type { ApiClient } from './api-client.ts';
import { CommandFault } from './command.ts';
import type { ImportReport } from './import-report.ts';
import { emptyReport, withAnswer } from './import-report.ts';

/** As the API calls them. */
export interface ImportSettings {
  readonly on_conflict: OnConflict;
  readonly dry_run: boolean;
}

export interface Bringing {
  readonly wiki: string;
  readonly path: string;
  readonly settings: ImportSettings;
  /** Part of every idempotency key: a repeat within a run does nothing twice, while a later run does its work. */
  readonly run: string;
}

export const isArchive = (path: string): boolean => /\.zip$/i.test(path) && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);

const type = importRoute.orBytes?.type ?? '';
const Answer = importFiles.answer.extend({ left_out: importFiles.answer.shape.leftOut });

export const sendArchive = async ({ wiki, path, settings, run }: Bringing, open: () => Promise<ApiClient>): Promise<ImportReport> => {
  const { size } = statSync(path);
  if (size > ARCHIVE_LIMITS.bytes)
    throw new CommandFault(
      `${path} has ${size} bytes, an archive may have ${ARCHIVE_LIMITS.bytes}; unpack it and import the folder, which goes in parts`,
    );
  const query = new URLSearchParams({
    ...settings,
    dry_run: String(settings.dry_run),
    commit_message: `Import ${basename(path)}`.slice(0, 500),
  });
  const bytes = { type, content: Buffer.from(readFileSync(path)) };
  const api = await open();
  const answer = await api.call({ method: 'POST', path: `/${wiki}/api/v1/import?${query.toString()}`, bytes, idempotencyKey: run }, Answer);
  const leftOut = (answer.left_out ?? []).map(({ file, files, reason }) => `${files} × ${file}: ${reason}`);
  return { ...withAnswer(emptyReport(`the archive ${basename(path)}`, wiki), answer), leftOut };
};
