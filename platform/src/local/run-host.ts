/** From a command line to a running product: settings, first account, first wiki, and what a person needs to begin. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import type { AccountId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Manifest } from '@wikibot/contracts/define/service';
import { OwnerName } from '@wikibot/contracts/http/names';
import { randomInt } from 'node:crypto';
import { jsonLog } from '../kernel/log.ts';
import type { Clock, Log } from '../kernel/ports.ts';
import type { Admin } from './admin.ts';
import { startAdmin } from './admin.ts';
import { adminDoors } from './admin-doors.ts';
import { adminPlace } from './admin-place.ts';
import { CannotStart, openDataFolder } from './data-folder.ts';
import type { DataFolder } from './data-folder.ts';
import type { Disorder } from './bus.ts';
import { openForOwner } from './first-owner.ts';
import type { Opened } from './first-owner.ts';
import { startHost, webAssetsFolder } from './host.ts';
import type { Host } from './host.ts';
import { readSettings, Settings, writeSettings } from './settings.ts';

export interface RunParts {
  readonly services: readonly Manifest[];
  /** The project's folder. */
  readonly root: string;
  readonly data: string;
  readonly chosen: { readonly [K in keyof Settings]?: Settings[K] | undefined };
  readonly write: (line: string) => void;
  readonly verbose: boolean;
  readonly machine: string;
  readonly disorder?: Disorder;
  /** What time it is; that of the machine unless told. */
  readonly clock?: Clock;
}

/** What a script needs to use the product; the same that is told to a person. */
export interface Ready {
  readonly url: string;
  readonly owner: string;
  readonly wiki: string;
  readonly signInUrl: string;
  readonly token: string;
  readonly mcpUrl: string;
  readonly gitUrl: string;
}

export interface RunningHost {
  readonly ready: Ready;
  readonly host: Host;
  stop(): Promise<void>;
}

const machineClock: Clock = { now: () => Date.now(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) };
const random = (): number => randomInt(2 ** 47) / 2 ** 47;

const LOOPBACK = '127.0.0.1';
const DEFAULTS = { port: 8080, host: LOOPBACK, plan: 'unlimited' } as const;

export const runHost = async (parts: RunParts): Promise<RunningHost> => {
  const folder = openDataFolder(parts.data);
  try {
    return await runIn(folder, parts);
  } catch (error) {
    folder.unlock();
    throw error;
  }
};

const runIn = async (folder: DataFolder, parts: RunParts): Promise<RunningHost> => {
  const settings = settingsOf(folder, parts);
  const clock = parts.clock ?? machineClock;
  const reserved = await reservePort(settings);
  const url = settings.url ?? `http://${bracketed(settings.host)}:${reserved.port}`;
  const least = parts.verbose ? 'debug' : 'warn';
  const logOf = (service: string): Log => jsonLog(parts.write, { service, least, now: clock.now });
  const host = await startHost({
    manifests: parts.services,
    folder,
    deployment: { world: 'local', publicUrl: url, defaultPlan: settings.plan, patience: 2000 },
    webAssets: webAssetsFolder(parts.root),
    internet: { privateNetwork: settings['allow-private-network'] ?? false, plainHttp: true },
    clock,
    random,
    log: logOf,
    ...(parts.disorder ? { disorder: parts.disorder } : {}),
  });
  let admin: Admin | undefined;
  const stop = async (): Promise<void> => {
    rmSync(folder.hostFile, { force: true });
    await admin?.stop();
    await host.stop();
    folder.unlock();
  };
  try {
    await listen(host.server, settings.host, reserved.port);
    // The file is there only when the last run did not end by itself: what the machine may have lost is folded again.
    careForViews(host, { lastRunBroke: existsSync(folder.hostFile), log: logOf('views') });
    const opened = await openForOwner(host, folder, settings.owner);
    const ready = readyOf(url, opened);
    const { owner, accountId } = opened;
    const doors = adminDoors({ host, accountId, owner, url, nearUrl: nearUrl(url, host.server), started: clock.now() });
    admin = await startAdmin({ place: adminPlace(folder.path, process.platform), doors, log: logOf('admin') });
    writeFileSync(folder.hostFile, `${JSON.stringify({ url, owner, process: process.pid, admin: admin.path })}\n`, { mode: 0o600 });
    welcome(ready, parts.write);
    return { ready, host, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const careForViews = (host: Host, { lastRunBroke, log }: { readonly lastRunBroke: boolean; readonly log: Log }): void => {
  for (const { care, manifest } of host.runtimes.values()) {
    const cared = care.rebuildChanged().then(() => (lastRunBroke ? care.catchUpAll() : undefined));
    cared.catch((error: unknown) =>
      log('error', 'views could not be cared for at the start', { service: manifest.name, reason: String(error) }),
    );
  }
};

type Chosen = {
  readonly owner: string;
  readonly port: number;
  readonly host: string;
  readonly plan: string;
  readonly url?: string;
  readonly 'allow-private-network'?: boolean;
};

/** The command line wins over the file; the owner is kept, because an account once made keeps its name. */
const settingsOf = (folder: DataFolder, parts: RunParts): Chosen => {
  const kept = readSettings(folder.settingsFile);
  const given = givenSettings(parts);
  if (kept.owner && given.owner && kept.owner !== given.owner) {
    throw new CannotStart(
      `this data folder belongs to ${kept.owner}, not to ${given.owner}; leave --owner out, or choose another folder with --data`,
    );
  }
  const all: Chosen = { ...DEFAULTS, owner: ownerOfMachine(), ...present(kept), ...present(given) };
  if (!kept.owner) writeSettings(folder.settingsFile, { ...kept, owner: all.owner });
  return { ...all, ...present({ url: all.url?.replace(/\/+$/, '') }) };
};

const givenSettings = ({ chosen }: RunParts): Settings => {
  const checked = Settings.safeParse(present(chosen));
  if (checked.success) return checked.data;
  throw new CannotStart(checked.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'));
};

/** The name under which the person is signed in on this machine, where that can be a user name. */
const ownerOfMachine = (): string => {
  const name = OwnerName.safeParse(
    userInfo()
      .username.toLowerCase()
      .replace(/[^a-z0-9]+/g, '-'),
  );
  return name.success && name.data !== 'root' ? name.data : 'owner';
};

const bracketed = (host: string): string => {
  if (host === LOOPBACK || host === '0.0.0.0' || host === '::' || host === '::1') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
};

/** Programs on this machine need not go by way of a proxy, where the host listens on an address of its own or on all. */
const nearUrl = (url: string, server: Server): string => {
  const address = server.address();
  if (typeof address !== 'object' || !address) return url;
  if (address.address === LOOPBACK || address.address === '0.0.0.0') return `http://${LOOPBACK}:${address.port}`;
  return address.address === '::1' || address.address === '::' ? `http://[::1]:${address.port}` : url;
};

/** Port 0 asks for any free one; it has to be known before the services are, because they say their address. */
const reservePort = async (settings: Chosen): Promise<{ port: number }> => {
  const probe = createServer();
  await listen(probe, settings.host, settings.port);
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return { port: typeof address === 'object' && address ? address.port : settings.port };
};

const PROBLEMS: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port) => `port ${port} is taken by another program; choose another with --port, or 0 for any free one`,
  EACCES: (port) => `port ${port} needs more rights than this user has; choose one above 1023 with --port`,
  EADDRNOTAVAIL: (_port, host) => `this machine has no address ${host}; choose another with --host`,
  ENOTFOUND: (_port, host) => `${host} is no address; choose another with --host`,
};

const listen = (server: Pick<Server, 'listen' | 'once' | 'removeListener'>, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      const problem = PROBLEMS[error.code ?? ''];
      reject(problem ? new CannotStart(problem(port, host)) : error);
    };
    server.once('error', fail);
    server.listen(port, host, () => {
      server.removeListener('error', fail);
      resolve();
    });
  });

const readyOf = (url: string, { owner, wiki, signInPath, token }: Opened & { readonly accountId: AccountId }): Ready => ({
  url,
  owner,
  wiki: `${owner}/${wiki}`,
  signInUrl: `${url}${signInPath}`,
  token,
  mcpUrl: `${url}/${owner}/${wiki}/mcp`,
  gitUrl: `${url}/${owner}/${wiki}.git`,
});

const welcome = (ready: Ready, write: (line: string) => void): void => {
  write(`
wikibot is ready at ${ready.url}

  Sign in (once, 15 minutes)   ${ready.signInUrl}
  Your first wiki              ${ready.url}/${ready.wiki}/
  Token for agents and REST    ${ready.token}
  Connect Claude Code          claude mcp add --transport http wikibot ${ready.mcpUrl} --header "Authorization: Bearer ${ready.token}"
  Any other MCP client         ${ready.mcpUrl} with the header Authorization: Bearer <token>

  A new sign-in link           npm run wikibot -- sign-in
  Stop                         Ctrl-C
`);
};
