/** Everything of every wiki that the account owns, an archive for each; what is there already from before is not fetched again. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { WikiExport } from '@wikibot/contracts/http/wikis';
import type { ApiClient } from './api-client.ts';
import type { Surroundings } from './command.ts';
import { exportArchive } from './export-archive.ts';
import { bytesText } from './progress.ts';

export interface AllExported {
  readonly folder: string;
  readonly wikis: readonly { readonly wiki: string; readonly file: string; readonly bytes: number }[];
  /** Archives that were there. */
  readonly kept: readonly string[];
}

const Exports = z.object({ wikis: z.array(WikiExport) });

/** @throws {CommandFault} when one of them breaks off: those before it stay, and the next call goes on behind them */
export const exportAll = async (api: ApiClient, folder: string, around: Surroundings): Promise<AllExported> => {
  await mkdir(folder, { recursive: true });
  const { wikis: listed } = await api.call({ method: 'GET', path: '/api/v1/export' }, Exports);
  const wikis: { wiki: string; file: string; bytes: number }[] = [];
  const kept: string[] = [];
  for (const { owner, slug } of listed) {
    const file = join(folder, `${slug}.zip`);
    if (existsSync(file)) {
      kept.push(file);
      continue;
    }
    const { wiki, bytes } = await exportArchive(api, { wiki: `${owner}/${slug}`, file }, around);
    wikis.push({ wiki, file, bytes });
  }
  return { folder, wikis, kept };
};

export const allText = ({ folder, wikis, kept }: AllExported): string =>
  [
    ...wikis.map(({ wiki, file, bytes }) => `${wiki} is in ${file} (${bytesText(bytes)})`),
    ...kept.map((file) => `${file} was there already and is as it was`),
    `${wikis.length} of ${wikis.length + kept.length} archives were written to ${folder}`,
    '',
  ].join('\n');
