/** `import`: brings a folder or the HEAD of a git repository into a wiki, and says what became of every file. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { MAX_ATTACHMENT_BYTES } from '@wikibot/contracts/facts/wiki';
import { importFiles } from '@wikibot/contracts/requests/pages';
import type { ApiClient } from './api-client.ts';
import { apiClient } from './api-client.ts';
import { batchesOf } from './batches.ts';
import type { Command, Given, Surroundings } from './command.ts';
import { CommandFault, EXIT, hostOptions, positionals, wikiAddress } from './command.ts';
import type { FileSource, NotTaken, SourceFile } from './file-source.ts';
import { findApi } from './find-host.ts';
import { folderSource } from './folder-source.ts';
import { gitSource, isRepository } from './git-source.ts';
import type { ImportReport } from './import-report.ts';
import { emptyReport, reportText, withAnswer } from './import-report.ts';
import type { Progress } from './progress.ts';
import { bytesText, progressOf } from './progress.ts';

const run = async (given: Given, around: Surroundings) => {
  const [folder, address] = positionals(given, 'folder or git repository', 'owner/wiki');
  const wiki = wikiAddress(address);
  const path = existingFolder(resolve(around.folder, folder));
  const api = apiClient(await findApi(given, around), around);
  const source = isRepository(path) ? await gitSource(path, around.env) : await folderSource(path);
  around.err(`importing ${source.title}: ${source.files.length} files\n`);
  const sending: Sending = { api, wiki, source, overwrite: given.values['overwrite'] === true, run: around.uuid() };
  const report = await send(sending, around).finally(() => source.close());
  around.out(given.values['json'] ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  if (report.stopped !== undefined) return EXIT.failed;
  return report.refused.length > 0 ? EXIT.refused : EXIT.done;
};

export const importCommand: Command = {
  usage: '<folder or git repository> <owner>/<wiki> [--overwrite]',
  meaning: 'Brings all files of a folder, or of the HEAD of a git repository, into a wiki.',
  example: 'import ~/notes ada/notes',
  options: { ...hostOptions, overwrite: { type: 'boolean' } },
  run,
};

const existingFolder = (path: string): string => {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new CommandFault(`${path} is no folder`);
};

interface Sending {
  readonly api: ApiClient;
  readonly wiki: string;
  readonly source: FileSource;
  readonly overwrite: boolean;
  /** Part of every idempotency key: a repeat within a run does nothing twice, while a later run does its work. */
  readonly run: string;
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

const sendBatch = async ({ api, wiki, overwrite, run }: Sending, batch: readonly SourceFile[], message: string) => {
  const { files, unreadable } = await contentOf(batch);
  if (files.length === 0) return { written: 0, unchanged: 0, renamed: [], refused: unreadable };
  const body = { files, overwrite, commit_message: message.slice(0, 500) };
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
