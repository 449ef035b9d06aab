/** Everything of a wiki as one zip archive, under its name only when all of it has come. */
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiClient } from './api-client.ts';
import type { Surroundings } from './command.ts';
import { CommandFault } from './command.ts';
import { bytesText } from './progress.ts';
import { counting } from './counted-download.ts';

export const namesArchive = (path: string): boolean => /\.zip$/i.test(path);

export const exportArchive = async (
  api: ApiClient,
  { wiki, file }: { readonly wiki: string; readonly file: string },
  around: Surroundings,
) => {
  if (existsSync(file)) throw new CommandFault(`${file} is there already; name a new file, so that nothing is overwritten`);
  const response = await api.open(`/${wiki}/api/v1/export?format=zip`);
  const part = `${file}.part`;
  const counted = counting(around);
  try {
    await pipeline(Readable.fromWeb(response.body as never), counted.through, createWriteStream(part)); // node's and the web's type of the same stream
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw new CommandFault(`the export broke off (${error instanceof Error ? error.message : String(error)}); run the command again`);
  }
  return { wiki, file, head: response.headers.get('Wikibot-Head') ?? '', bytes: counted.end() };
};

export const archiveText = ({ wiki, file, bytes }: Awaited<ReturnType<typeof exportArchive>>): string =>
  `${wiki} is in ${file} (${bytesText(bytes)}): pages and files, the repository with its history, members, tokens by name, settings and events\n`;
