/** `rebuild`: folds every stream of one view, or of all views of a service, from its beginning. */
import type { AskHost } from './admin-client.ts';
import type { Command } from './command.ts';
import { CommandFault, EXIT, hostOptions, positionals } from './command.ts';
import { findOperatorDoor } from './find-host.ts';
import { knownViews, replayStreams } from './replaying.ts';

export const rebuildCommand: Command = {
  usage: '<service>[.<view>]',
  meaning: 'Folds every fact into a view again, or into all views of a service, while they go on serving.',
  example: 'rebuild search',
  options: hostOptions,
  run: async (given, around) => {
    const [wanted] = positionals(given, 'service or service.view');
    const ask = await findOperatorDoor(given, around);
    const all = await knownViews(ask);
    const views = all.filter(({ name }) => name === wanted || name.startsWith(`${wanted}.`));
    if (views.length === 0)
      throw new CommandFault(`there is no view ${wanted}; there are ${all.map(({ name }) => name).join(', ')}`, EXIT.usage);
    const done: { view: string; streams: number; facts: number }[] = [];
    for (const { name, streams } of views)
      done.push({ view: name, ...(await replayStreams(ask, { streams: await instancesOf(ask, streams), view: name }, around)) });
    around.out(
      given.values['json']
        ? `${JSON.stringify(done, null, 2)}\n`
        : done.map(({ view, facts, streams }) => `${view}: ${facts} facts of ${streams} streams\n`).join(''),
    );
    return EXIT.done;
  },
};

const instancesOf = async (ask: AskHost, kinds: readonly string[]): Promise<string[]> => {
  const instances: string[] = [];
  for (const kind of kinds) {
    for (let after: string | undefined; ;) {
      const { streams, next } = await ask('list-streams', { kind, ...(after === undefined ? {} : { after }) });
      instances.push(...streams.map(({ stream }) => stream));
      if (next === undefined) break;
      after = next;
    }
  }
  return instances;
};
