/** What the person who runs the machine has chosen, kept in `settings.json` of the data folder; the command line wins over it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { OwnerName } from '@wikibot/contracts/http/names';
import * as z from 'zod';
import { CannotStart } from './data-folder.ts';

export const Settings = z.strictObject({
  owner: OwnerName.optional().describe('User name of the first account.'),
  port: z.number().int().min(0).max(65_535).optional(),
  host: z.string().min(1).optional().describe('Address to listen on; loopback unless told.'),
  url: z.url().optional().describe('Public address, when a proxy stands in front.'),
  'allow-private-network': z
    .boolean()
    .optional()
    .describe('Webhooks and imports may call this machine and its private network; the public internet only unless told.'),
  plan: z.string().min(1).optional().describe("Plan of new accounts, by its name in billing's catalogue; `unlimited` unless told."),
});
export type Settings = z.infer<typeof Settings>;

export const readSettings = (file: string): Settings => {
  if (!existsSync(file)) return {};
  try {
    return Settings.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new CannotStart(
      `the settings file ${file} cannot be read: ${problem}\nMend it, or delete it to go on with the defaults; no content is in it`,
    );
  }
};

export const writeSettings = (file: string, settings: Settings): void => {
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`, { flush: true });
  renameSync(`${file}.new`, file);
};
