/** `npm start`: all services in one process over one data folder. */
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CannotStart } from '../src/local/data-folder.ts';
import { runHost } from '../src/local/run-host.ts';
import { services } from '../../services/all.ts';

const USAGE = `Usage: npm start -- [options]

  --port N        port to listen on (8080; 0 for any free one)
  --data FOLDER   where everything is kept (./data)
  --owner NAME    user name of the first account (yours on this machine)
  --host ADDRESS  address to listen on (127.0.0.1)
  --url URL       public address, when a proxy stands in front
  --plan NAME     plan of new accounts (unlimited)
  --allow-private-network
                  webhooks and imports may call this machine and its network
  --json          one line of JSON on stdout when ready
`;

const options = {
  port: { type: 'string' },
  data: { type: 'string' },
  owner: { type: 'string' },
  host: { type: 'string' },
  url: { type: 'string' },
  plan: { type: 'string' },
  'allow-private-network': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const readArguments = () => {
  try {
    return parseArgs({ options, allowPositionals: false }).values;
  } catch (error) {
    throw new CannotStart(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
};

const port = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new CannotStart(`--port takes a number from 0 to 65535, not ${text}`);
  return Number(text);
};

const main = async (): Promise<void> => {
  const given = readArguments();
  if (given.help) {
    process.stdout.write(USAGE);
    return;
  }
  const { owner, host, url, plan, 'allow-private-network': allowed } = given;
  const chosen = { port: port(given.port), owner, host, url, plan, 'allow-private-network': allowed };
  const running = await runHost({
    services,
    root: resolve(import.meta.dirname, '../..'),
    data: resolve(given.data ?? process.env['WIKIBOT_DATA'] ?? 'data'),
    chosen,
    machine: hostname(),
    write: (line) => process.stderr.write(`${line}\n`),
    verbose: process.env['WIKIBOT_LOG'] === 'debug',
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    process.stderr.write('stopping …\n');
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`stopping failed: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  // A terminal and npm may both pass a signal on: the second one changes nothing.
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (given.json) process.stdout.write(`${JSON.stringify(running.ready)}\n`);
};

main().catch((error: unknown) => {
  const expected = error instanceof CannotStart || (error instanceof Error && error.name === 'StorageFault');
  process.stderr.write(
    expected
      ? `wikibot cannot start: ${(error as Error).message}\n`
      : `wikibot failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});
