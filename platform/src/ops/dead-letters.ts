/** `dead-letters`: messages that were given up on, and how to send them again once the reason is gone. */
import type { AskHost } from './admin-client.ts';
import type { Command, Exit, Given, Surroundings } from './command.ts';
import { CommandFault, EXIT, hostOptions } from './command.ts';
import { findOperatorDoor } from './find-host.ts';
import { durationText, tableText } from './table-text.ts';

const list = async (ask: AskHost, given: Given, around: Surroundings): Promise<Exit> => {
  const { letters } = await ask('list-dead-letters', {});
  const rows = letters.map((one) => [
    String(one.id),
    one.subscriber,
    one.name,
    `${durationText(around.now() - one.died)} ago`,
    String(one.attempts),
    one.reason,
  ]);
  const shown = rows.length === 0 ? 'No dead letters.\n' : tableText(['id', 'subscriber', 'message', 'died', 'attempts', 'reason'], rows);
  around.out(given.values['json'] ? `${JSON.stringify(letters, null, 2)}\n` : shown);
  return EXIT.done;
};

const redrive = async (ask: AskHost, given: Given, around: Surroundings): Promise<Exit> => {
  const wanted = given.positionals[1] ?? '';
  let redriven = 0;
  for (const id of await idsOf(ask, wanted)) redriven += (await ask('redrive-dead-letter', { id })).redriven ? 1 : 0;
  if (wanted !== 'all' && redriven === 0) throw new CommandFault(`there is no dead letter ${wanted}`);
  around.out(
    given.values['json'] ? `${JSON.stringify({ redriven })}\n` : `${redriven} sent again; see dead-letters for those that die once more\n`,
  );
  return EXIT.done;
};

/** Oldest first, as they came. */
const idsOf = async (ask: AskHost, wanted: string): Promise<readonly number[]> => {
  if (/^\d+$/.test(wanted)) return [Number(wanted)];
  if (wanted !== 'all') throw new CommandFault('expected the id of a dead letter, or all', EXIT.usage);
  const { letters } = await ask('list-dead-letters', {});
  return letters.map(({ id }) => id).sort((a, b) => a - b);
};

const deeds = { list, redrive } as const;

export const deadLettersCommand: Command = {
  usage: '[list | redrive <id> | redrive all]',
  meaning: 'Lists messages that were given up on, with the reason, and sends them again.',
  example: 'dead-letters redrive 12',
  options: hostOptions,
  run: async (given, around) => {
    const [name = 'list'] = given.positionals;
    if (name !== 'list' && name !== 'redrive') throw new CommandFault(`expected ${Object.keys(deeds).join(' or ')}`, EXIT.usage);
    return deeds[name](await findOperatorDoor(given, around), given, around);
  },
};
