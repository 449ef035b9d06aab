/** The whole product for one test: in this process, on a free port, in a folder of its own. */
import './one-realm.ts';
import { join, resolve } from 'node:path';
import type { Context } from '@wikibot/contracts/define/context';
import type { AccountId } from '@wikibot/contracts/define/ids';
import { issueToken, makeSignInLink, openAccount } from '@wikibot/contracts/requests/auth';
import type { Disorder } from '@wikibot/platform/local/bus';
import type { Host } from '@wikibot/platform/local/host';
import { runHost } from '@wikibot/platform/local/run-host';
import type { Ready, RunParts } from '@wikibot/platform/local/run-host';
import { services } from '../../services/all.ts';
import { client } from './client.ts';
import type { Client } from './client.ts';
import { answerOf } from './outcome.ts';
import { target } from './target.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { wikiAt } from './wiki.ts';
import type { WikiAt } from './wiki.ts';

export const projectFolder = resolve(import.meta.dirname, '../..');

/** Another account than the owner's, with a token for all it has. */
export interface Person {
  readonly accountId: AccountId;
  readonly username: string;
  readonly token: string;
  /** Path of a fresh link that signs in once. */
  readonly signInPath: () => Promise<string>;
}

export interface House {
  readonly ready: Ready;
  readonly host: Host;
  readonly folder: string;
  /** The owner's agent: a bearer token, and the consistency token carried from answer to answer. */
  readonly owner: Client;
  readonly notes: WikiAt;
  readonly openPerson: (username: string) => Promise<Person>;
  readonly asBearer: (token: string) => Client;
  readonly asStranger: () => Client;
  readonly close: () => Promise<void>;
}

export interface HouseOptions {
  readonly disorder?: Disorder;
  readonly plan?: string;
  readonly owner?: string;
  /** An existing data folder, which is then left in place. */
  readonly folder?: string;
}

/** What every journey starts with: `runHost` as `npm start` calls it, but quiet. */
export const runParts = (data: string, options: HouseOptions = {}): RunParts => ({
  services,
  root: projectFolder,
  data,
  chosen: { port: 0, owner: options.owner ?? 'ada', plan: options.plan },
  write: () => undefined,
  verbose: false,
  machine: 'test',
  ...(options.disorder ? { disorder: options.disorder } : {}),
});

const openPersonIn =
  (host: Host) =>
  async (username: string): Promise<Person> => {
    const { accountId } = answerOf(await host.call(openAccount, { username, displayName: username, provider: 'local' }));
    const as: Partial<Context> = { actor: { kind: 'person', accountId }, tenant: { accountId } };
    const { secret } = answerOf(await host.call(issueToken, { name: 'test' }, as));
    const signInPath = async (): Promise<string> => answerOf(await host.call(makeSignInLink, { accountId, minutes: 5 })).path;
    return { accountId, username, token: secret, signInPath };
  };

const openOnHost = async (options: HouseOptions): Promise<House> => {
  const own = options.folder === undefined ? temporaryFolder() : undefined;
  const folder = options.folder ?? join(own?.path ?? '', 'data');
  const running = await runHost(runParts(folder, options)).catch((error: unknown) => {
    own?.remove();
    throw error;
  });
  const { ready, host } = running;
  const owner = client(ready.url, { bearer: ready.token });
  return {
    ready,
    host,
    folder,
    owner,
    notes: wikiAt(owner, ready.wiki),
    openPerson: openPersonIn(host),
    asBearer: (token) => client(ready.url, { bearer: token }),
    asStranger: () => client(ready.url),
    close: async () => {
      await running.stop();
      own?.remove();
    },
  };
};

const openers = { host: openOnHost } as const;

/** Opens the product on the chosen target. */
export const openHouse = (options: HouseOptions = {}): Promise<House> => openers[target](options);
