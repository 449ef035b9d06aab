/** Finds the host that a command is for: the one that runs on a data folder of this machine, or the one that was named. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { AskHost } from './admin-client.ts';
import { adminClient, NoHost } from './admin-client.ts';
import type { Given, Surroundings } from './command.ts';
import { CommandFault, EXIT, text } from './command.ts';

/** Where the public API is, and what opens it. */
export interface ApiAddress {
  readonly url: string;
  readonly token: string;
}

const HostFile = z.object({ admin: z.string() });

export const dataFolder = (given: Given, { env, project }: Surroundings): string =>
  resolve(project, text(given, 'data') ?? env['WIKIBOT_DATA'] ?? 'data');

/** The operator's door; only the machine itself has one. */
export const findOperatorDoor = async (given: Given, around: Surroundings): Promise<AskHost> => {
  if (text(given, 'url') !== undefined)
    throw new CommandFault('this command talks to the machine that runs wikibot; run it there, without --url', EXIT.usage);
  const data = dataFolder(given, around);
  const ask = adminClient(await socketOf(data));
  try {
    await ask('describe-host', {});
  } catch (error) {
    if (error instanceof NoHost)
      throw new CommandFault(`the wikibot that last ran on ${data} is gone without having stopped; ${startIt(data)}`);
    throw error;
  }
  return ask;
};

export const findApi = async (given: Given, around: Surroundings): Promise<ApiAddress> => {
  const url = text(given, 'url');
  const token = text(given, 'token') ?? around.env['WIKIBOT_TOKEN'];
  if (url !== undefined) return { url: plainUrl(url), token: token ?? missingToken() };
  // Asked, not read from the file: a port that was written down may belong to another program by now.
  const ask = await findOperatorDoor(given, around);
  const { url: near } = await ask('describe-host', {});
  return { url: near, token: token ?? (await keptToken(dataFolder(given, around))) };
};

const startIt = (data: string): string => `start it with: npm start -- --data ${data}`;

const socketOf = async (data: string): Promise<string> => {
  const file = await readFile(join(data, 'host.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EACCES') throw new CommandFault(`this user may not read ${data}; run the command as the user who started wikibot`);
    return undefined;
  });
  if (file === undefined)
    throw new CommandFault(
      `no wikibot runs on ${data}; ${startIt(data)}\nor name another folder with --data, or another machine with --url and --token`,
    );
  const read = HostFile.safeParse(parsed(file));
  if (!read.success)
    throw new CommandFault(`${join(data, 'host.json')} was not written by this version of wikibot; stop the host and ${startIt(data)}`);
  return read.data.admin;
};

const parsed = (file: string): unknown => {
  try {
    return JSON.parse(file);
  } catch {
    return undefined;
  }
};

const keptToken = async (data: string): Promise<string> => {
  const file = join(data, 'secrets', 'host', 'agent-token.secret');
  return (await readFile(file, 'utf8').catch(() => missingToken())).trim();
};

const missingToken = (): never => {
  throw new CommandFault('a token is needed: give it with --token, or in the environment variable WIKIBOT_TOKEN', EXIT.usage);
};

const plainUrl = (url: string): string => {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new CommandFault(`--url takes an address such as https://wiki.example.org, not ${url}`, EXIT.usage);
  return url.replace(/\/+$/, '');
};
