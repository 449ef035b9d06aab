/** `replay`: folds the facts of one wiki once more, into all views or one. */
import { streamOf } from '@wikibot/contracts/define/fact';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { wikiAt } from './all-wikis.ts';
import type { Command } from './command.ts';
import { CommandFault, EXIT, hostOptions, positionals, text, wikiAddress } from './command.ts';
import { findOperatorDoor } from './find-host.ts';
import { mustBeView, replayStreams } from './replaying.ts';

export const replayCommand: Command = {
  usage: '--wiki <owner>/<wiki> [--view <service>.<view>]',
  meaning: 'Sends all facts of a wiki to its views again, or to one view; nothing else happens twice.',
  example: 'replay --wiki ada/notes --view search.chunks',
  options: { ...hostOptions, wiki: { type: 'string' }, view: { type: 'string' } },
  run: async (given, around) => {
    positionals(given);
    const address = text(given, 'wiki');
    if (address === undefined) throw new CommandFault('say which wiki with --wiki <owner>/<wiki>', EXIT.usage);
    const ask = await findOperatorDoor(given, around);
    const view = text(given, 'view');
    if (view !== undefined) await mustBeView(ask, view);
    const wiki = await wikiAt(ask, wikiAddress(address));
    const replayed = await replayStreams(
      ask,
      { streams: [streamOf(wikiStream, wiki.id)], ...(view === undefined ? {} : { view }) },
      around,
    );
    around.out(
      given.values['json'] ? `${JSON.stringify(replayed)}\n` : `${replayed.facts} facts of ${address} replayed to ${view ?? 'all views'}\n`,
    );
    return EXIT.done;
  },
};
