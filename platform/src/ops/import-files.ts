/** `import`: brings a folder or the HEAD of a git repository into a wiki, and says what became of every file. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { MAX_ATTACHMENT_BYTES } from '@wikibot/contracts/facts/wiki';
import { importFiles, OnConflict } from '@wikibot/contracts/requests/imports';
import type { ApiClient } from './api-client.ts';
import { apiClient } from './api-client.ts';
import { isArchive, sendArchive, type Bringing, type ImportSettings } from './archive-import.ts';
import { batchesOf } from './batches.ts';
import type { Command, Given, Surroundings } from './command.ts';
import { CommandFault, EXIT, hostOptions, positionals, text, wikiAddress } from './command.ts';
import type { FileSource, NotTaken, SourceFile } from './file-source.ts';
import { findApi } from './find-host.ts';
import { folderSource } from './folder-source.ts';
import { gitSource, isRepository } from './git-source.ts';
import type { ImportReport } from './import-report.ts';
import { emptyReport, reportText, withAnswer } from './import-report.ts';
import type { Progress } from './progress.ts';
import { bytesText, progressOf } from './progress.ts';
import { isRepositoryAddress, sendAddress } from './repository-import.ts';

const run = async (given: Given, around: Surroundings) => {
  const [folder, address] = positionals(given, 'folder, git repository, zip archive or address', 'owner/wiki');
  const wiki = wikiAddress(address);
  const isAddress = isRepositoryAddress(folder);
  const bringing = { wiki, path: isAddress ? folder : resolve(around.folder, folder), settings: settingsOf(given), run: around.uuid() };
  const branch = text(given, 'branch');
  if (branch !== undefined && !isAddress) throw new CommandFault('--branch is for a repository at an address', EXIT.usage);
  const api = async () => apiClient(await findApi(given, around), around);
  const report = isAddress ? await sendAddress({ ...bringing, branch }, await api(), around) : await sendFiles(bringing, api, around);
  around.out(given.values['json'] ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  if (report.stopped !== undefined) return EXIT.failed;
  return report.refused.length > 0 ? EXIT.refused : EXIT.done;
};

export const importCommand: Command = {
  usage:
    '<folder, git repository, zip archive or address of a repository> <owner>/<wiki> [--on-conflict refuse|skip|replace|rename] [--branch NAME] [--dry-run]',
  meaning:
    'Brings all files of a folder, of the HEAD of a git repository, of a zip archive, or of a repository on a git server into a wiki.',
  example: 'import ~/notes ada/notes',
  options: {
    ...hostOptions,
    overwrite: { type: 'boolean' },
    'on-conflict': { type: 'string' },
    branch: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  run,
};

const settingsOf = (given: Given): ImportSettings => {
  const onConflict = OnConflict.safeParse(text(given, 'on-conflict') ?? (given.values['overwrite'] === true ? 'replace' : 'refuse'));
  if (!onConflict.success) throw new CommandFault(`--on-conflict takes ${OnConflict.options.join(', ')}`, EXIT.usage);
  return { on_conflict: onConflict.data, dry_run: given.values['dry-run'] === true };
};

const sendFiles = (bringing: Bringing, open: () => Promise<ApiClient>, around: Surroundings): Promise<ImportReport> =>
  isArchive(bringing.path) ? sendArchive(bringing, open) : sendFolder(bringing, open, around);

const sendFolder = async (bringing: Bringing, open: () => Promise<ApiClient>, around: Surroundings): Promise<ImportReport> => {
  const path = existingFolder(bringing.path);
  const api = await open();
  const source = isRepository(path) ? await gitSource(path, around.env) : await folderSource(path);
  around.err(`importing ${source.title}: ${source.files.length} files\n`);
  return send({ ...bringing, api, source }, around).finally(() => source.close());
};

const existingFolder = (path: string): string => {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new CommandFault(`${path} is no folder`);
};

interface Sending extends Bringing {
  readonly api: ApiClient;
  readonly source: FileSource;
}

const send = async (sending: Sending, around: Surroundings): Promise<ImportReport> => {
  const { source, wiki } = sending;
  const { sendable, refused } = sortedOut(source);
  const batches = batchesOf(sendable);
  let report: ImportReport = { ...emptyReport(source.title, wiki), refused, leftOut: source.leftOut };
  let done = 0;
  let bytes = 0;
  const progress: Progress = progressOf('importing', sendable.length, around);
  const began = around.now();
  try {
    for (const [index, batch] of batches.entries()) {
      report = withAnswer(report, await sendBatch(sending, batch, `Import ${source.title} (${index + 1}/${batches.length})`));
      done += batch.length;
      bytes += batch.reduce((sum, file) => sum + file.bytes, 0);
      progress.step(done, `files, ${bytesText(bytes)}, ${Math.round((done * 1000) / Math.max(1, around.now() - began))} files/s`);
    }
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error;
    report = { ...report, stopped: error.message };
  } finally {
    progress.end();
  }
  return report;
};

/** No request could carry these, so nobody needs to be asked. */
const sortedOut = ({ files, refused }: FileSource) => ({
  sendable: files.filter((file) => file.bytes <= MAX_ATTACHMENT_BYTES),
  refused: [
    ...refused,
    ...files
      .filter((file) => file.bytes > MAX_ATTACHMENT_BYTES)
      .map(({ file, bytes }) => ({ file, reason: `The file has ${bytes} bytes, the limit is ${MAX_ATTACHMENT_BYTES}.` })),
  ],
});

const sendBatch = async ({ api, wiki, settings, run }: Sending, batch: readonly SourceFile[], message: string) => {
  const { files, unreadable } = await contentOf(batch);
  if (files.length === 0) return { written: 0, unchanged: 0, renamed: [], refused: unreadable };
  const body = { files, ...settings, commit_message: message.slice(0, 500) };
  const idempotencyKey = createHash('sha256').update(run).update(JSON.stringify(body)).digest('hex');
  const answer = await api.call({ method: 'POST', path: `/${wiki}/api/v1/import`, body, idempotencyKey }, importFiles.answer);
  return { ...answer, refused: [...unreadable, ...answer.refused] };
};

/** A file may be gone, or closed to this user, by the time its turn comes. */
const contentOf = async (batch: readonly SourceFile[]) => {
  const files: { file: string; content: string }[] = [];
  const unreadable: NotTaken[] = [];
  for (const { file, read } of batch) {
    try {
      files.push({ file, content: Buffer.from(await read()).toString('base64') });
    } catch (error) {
      if (error instanceof CommandFault) throw error;
      unreadable.push({
        file,
        reason: `The file cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)}).`,
      });
    }
  }
  return { files, unreadable };
};
