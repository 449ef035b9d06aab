/** The command line as a person uses it, run in this process. */
import { randomUUID } from 'node:crypto';
import type { Surroundings } from '@wikibot/platform/ops/command';
import { runCommand } from '@wikibot/platform/ops/command-line';
import type { House } from './house.ts';
import { projectFolder } from './host.ts';

export interface CommandEnd {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  /** What a command with `--json` printed. */
  readonly json: <T>() => T;
}

export type CommandLine = (...args: readonly string[]) => Promise<CommandEnd>;

/** The command line of somebody elsewhere, who has an address and a token: for whichever target. */
export const commandLineAt =
  ({ ready }: Pick<House, 'ready'>, home: string, over: Partial<Surroundings> = {}): CommandLine =>
  (...args) =>
    commandLine(home, over)(...args, '--url', ready.url, '--token', ready.token);

/** @param dataFolder of the host that the commands are for, unless they name another */
export const commandLine =
  (dataFolder: string, over: Partial<Surroundings> = {}): CommandLine =>
  async (...args) => {
    let out = '';
    let err = '';
    const exit = await runCommand(args, {
      env: { PATH: process.env['PATH'], HOME: dataFolder, WIKIBOT_DATA: dataFolder },
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      columns: undefined,
      folder: projectFolder,
      project: projectFolder,
      now: Date.now,
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      uuid: randomUUID,
      ...over,
    });
    return { exit, out, err, json: <T>() => JSON.parse(out) as T }; // as the test knows the command
  };
