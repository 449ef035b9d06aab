/** The whole product on one machine for one test: in this process, on a free port, in a folder of its own. */
import './one-realm.ts';
import { join, resolve } from 'node:path';
import type { Manifest } from '@wikibot/contracts/define/service';
import type { Clock } from '@wikibot/platform/kernel/ports';
import type { Host } from '@wikibot/platform/local/host';
import { runHost } from '@wikibot/platform/local/run-host';
import type { Ready, RunParts } from '@wikibot/platform/local/run-host';
import { services } from '../../services/all.ts';
import { client } from './client.ts';
import { guestsAt, openPersonWith } from './house.ts';
import type { House, HouseOptions } from './house.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { wikiAt } from './wiki.ts';

export const projectFolder = resolve(import.meta.dirname, '../..');

export interface HostHouse extends House {
  readonly ready: Ready;
  readonly host: Host;
  readonly folder: string;
}

export interface HostHouseOptions extends HouseOptions {
  /** An existing data folder, which is then left in place. */
  readonly folder?: string;
  /** The services as a test watches them. */
  readonly services?: readonly Manifest[];
  /** So many milliseconds later than it is. */
  readonly later?: number;
}

const laterBy = (milliseconds: number): Clock => ({
  now: () => Date.now() + milliseconds,
  sleep: (pause) => new Promise((resolve) => setTimeout(resolve, pause)),
});

/** What every journey starts with: `runHost` as `npm start` calls it, but quiet. */
export const runParts = (data: string, options: HostHouseOptions = {}): RunParts => ({
  services: options.services ?? services,
  root: projectFolder,
  data,
  chosen: { port: 0, owner: options.owner ?? 'ada', plan: options.plan, 'allow-private-network': options.privateNetwork },
  write: () => undefined,
  verbose: false,
  machine: 'test',
  ...(options.disorder ? { disorder: options.disorder } : {}),
  ...(options.later === undefined ? {} : { clock: laterBy(options.later) }),
});

export const openHostHouse = async (options: HostHouseOptions = {}): Promise<HostHouse> => {
  const own = options.folder === undefined ? temporaryFolder() : undefined;
  const folder = options.folder ?? join(own?.path ?? '', 'data');
  const running = await runHost(runParts(folder, options)).catch((error: unknown) => {
    own?.remove();
    throw error;
  });
  const { ready, host } = running;
  const owner = client(ready.url, { bearer: ready.token });
  return {
    ...guestsAt(ready.url),
    ready,
    host,
    folder,
    owner,
    notes: wikiAt(owner, ready.wiki),
    call: host.call,
    portsOf: async (service) => {
      const runtime = host.runtimes.get(service);
      if (!runtime) throw new Error(`there is no service ${service}`);
      return runtime.ports();
    },
    deadLetters: () => host.bus.queues.dead(10),
    openPerson: openPersonWith(host.call),
    close: async () => {
      await running.stop();
      own?.remove();
    },
  };
};
