/** `reindex`: has wikis indexed anew while the index that is there serves, and says how far that has come. */
import type { DoorAnswer, DoorInput } from '@wikibot/contracts/http/operator';
import { present } from '@wikibot/contracts/define/present';
import type { AskHost } from './admin-client.ts';
import { wikiAt } from './all-wikis.ts';
import type { Command, Given, Surroundings } from './command.ts';
import { CommandFault, EXIT, hostOptions, wikiAddress } from './command.ts';
import { findOperatorDoor } from './find-host.ts';

type Reindex = DoorAnswer<'operate-reindex'>;

export const reindexCommand: Command = {
  usage: '[<owner>/<wiki>] [--status | --pause | --resume | --cancel]',
  meaning: 'Indexes one wiki, or all of them, anew beside the index that serves; or looks at that, pauses, resumes or cancels it.',
  example: 'reindex ada/notes --status',
  options: {
    ...hostOptions,
    status: { type: 'boolean' },
    pause: { type: 'boolean' },
    resume: { type: 'boolean' },
    cancel: { type: 'boolean' },
  },
  run: async (given, around) => {
    const address = addressIn(given);
    const doing = doingIn(given);
    if (doing && address === undefined) throw new CommandFault('say which wiki: <owner>/<wiki>', EXIT.usage);
    const ask = await findOperatorDoor(given, around);
    const wikiId = address === undefined ? undefined : (await wikiAt(ask, address)).id;
    if (doing && wikiId) return tell(given, around, await ask('operate-reindex', { wikiId, ...present({ action: ACTIONS[doing] }) }));
    return queue(ask, { given, around, input: present({ wikiId }) });
  },
};

const ACTIONS = { status: undefined, pause: 'pause', resume: 'resume', cancel: 'cancel' } as const;
type Doing = keyof typeof ACTIONS;

const addressIn = ({ positionals: [address, ...more] }: Given): string | undefined => {
  if (more.length > 0) throw new CommandFault('expected one wiki, or none for all', EXIT.usage);
  return address === undefined ? undefined : wikiAddress(address);
};

const doingIn = ({ values }: Given): Doing | undefined => {
  const asked = (Object.keys(ACTIONS) as Doing[]).filter((name) => values[name]);
  if (asked.length > 1) throw new CommandFault(`--${asked.join(' and --')} do not go together`, EXIT.usage);
  return asked[0];
};

const queue = async (
  ask: AskHost,
  { given, around, input }: { readonly given: Given; readonly around: Surroundings; readonly input: DoorInput<'queue-reindex'> },
) => {
  const { queued } = await ask('queue-reindex', input);
  around.out(
    given.values['json']
      ? `${JSON.stringify({ queued })}\n`
      : `${queued} ${queued === 1 ? 'wiki waits' : 'wikis wait'} for its turn (look: npm run wikibot -- reindex <owner>/<wiki> --status)\n`,
  );
  return EXIT.done;
};

export const reindexText = ({ status, step, done = 0, parts = 0, pages, chunks, reason }: Reindex): string => {
  const at = step === undefined ? '' : `, at ${step}, ${done} of ${parts} parts done`;
  const end = pages === undefined ? '' : `, ${pages} pages in ${chunks ?? 0} chunks`;
  return `${status.replace('_', ' ')}${at}${end}${reason === undefined ? '' : `: ${reason}`}\n`;
};

const tell = (given: Given, around: Surroundings, reindex: Reindex) => {
  around.out(given.values['json'] ? `${JSON.stringify(reindex, null, 2)}\n` : reindexText(reindex));
  return EXIT.done;
};
