/** From arguments to a command: one table, and the help that is made of it. */
import { parseArgs } from 'node:util';
import { checkCommand } from './check.ts';
import type { Command, Exit, Given, Surroundings } from './command.ts';
import { CommandFault, EXIT } from './command.ts';
import { deadLettersCommand } from './dead-letters.ts';
import { evaluateCommand } from './evaluate.ts';
import { exportCommand } from './export-wiki.ts';
import { importCommand } from './import-files.ts';
import { rebuildCommand } from './rebuild.ts';
import { reindexCommand } from './reindex.ts';
import { replayCommand } from './replay.ts';
import { signInCommand } from './sign-in.ts';
import { statusCommand } from './status.ts';
import { tokenCommand } from './tokens.ts';

export const commands: Readonly<Record<string, Command>> = {
  import: importCommand,
  export: exportCommand,
  'sign-in': signInCommand,
  token: tokenCommand,
  status: statusCommand,
  check: checkCommand,
  replay: replayCommand,
  'dead-letters': deadLettersCommand,
  rebuild: rebuildCommand,
  reindex: reindexCommand,
  evaluate: evaluateCommand,
};

const CALL = 'npm run wikibot --';

const OPTIONS = `Every command takes
  --data FOLDER   the data folder of the wikibot that runs on this machine (./data)
  --json          the result as JSON on stdout
import, export and token reach another machine with
  --url URL --token TOKEN   or the token in the environment variable WIKIBOT_TOKEN

Exit status: 0 done, 1 failed or differences found, 2 wrong usage, 3 some files were refused.
`;

export const helpText = (): string => {
  const entries = Object.entries(commands).map(
    ([name, { usage, meaning, example }]) => `  ${`${name} ${usage}`.trimEnd()}\n      ${meaning}\n      ${CALL} ${example}\n`,
  );
  return `Usage: ${CALL} <command>\n\n${entries.join('\n')}\n${OPTIONS}`;
};

const usageOf = (name: string, { usage, example }: Command): string =>
  `Usage: ${`${CALL} ${name} ${usage}`.trimEnd()}\nExample: ${CALL} ${example}\n`;

/** Runs the command that the arguments name; what goes wrong is told on stderr. */
export const runCommand = async (args: readonly string[], around: Surroundings): Promise<Exit> => {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    around.out(helpText());
    return EXIT.done;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    around.err(`wikibot: there is no command ${name}; there are ${Object.keys(commands).join(', ')}\n`);
    return EXIT.usage;
  }
  return obeyed(name, command, { rest, around });
};

const obeyed = async (
  name: string,
  command: Command,
  { rest, around }: { rest: readonly string[]; around: Surroundings },
): Promise<Exit> => {
  try {
    const given = parsed(rest, command);
    if (given.values['help']) {
      around.out(`${command.meaning}\n${usageOf(name, command)}`);
      return EXIT.done;
    }
    return await command.run(given, around);
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error;
    around.err(`wikibot: ${error.message}\n${error.exit === EXIT.usage ? usageOf(name, command) : ''}`);
    return error.exit;
  }
};

const parsed = (rest: readonly string[], command: Command): Given => {
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    return { values: values as Given['values'], positionals }; // no option of ours may be given more than once
  } catch (error) {
    throw new CommandFault(error instanceof Error ? error.message : String(error), EXIT.usage);
  }
};
