/** `check`: whether stream, repository and every view of every wiki agree, and with `--repair` that they do. */
import type { AskHost } from './admin-client.ts';
import type { KnownWiki } from './all-wikis.ts';
import { allWikis } from './all-wikis.ts';
import type { Command, Given, Surroundings } from './command.ts';
import { CommandFault, EXIT, hostOptions, positionals } from './command.ts';
import type { Difference } from './differences.ts';
import { differencesOf } from './differences.ts';
import { findOperatorDoor } from './find-host.ts';
import { progressOf } from './progress.ts';

interface Checked {
  readonly wiki: string;
  readonly differences: readonly Difference[];
  /** What was there before `--repair` mended it. */
  readonly repaired: readonly Difference[];
}

const run = async (given: Given, around: Surroundings) => {
  positionals(given);
  const ask = await findOperatorDoor(given, around);
  const isRepair = given.values['repair'] === true;
  const progress = progressOf('checked', undefined, around);
  const checked: Checked[] = [];
  for await (const wiki of allWikis(ask)) {
    checked.push(
      isRepair ? await repaired(ask, wiki, around) : { wiki: wiki.address, differences: await lasting(ask, wiki, around), repaired: [] },
    );
    progress.step(checked.length, wiki.address);
  }
  progress.end();
  around.out(given.values['json'] ? `${JSON.stringify({ wikis: checked }, null, 2)}\n` : reportText(checked));
  return checked.some(({ differences }) => differences.length > 0) ? EXIT.failed : EXIT.done;
};

export const checkCommand: Command = {
  usage: '[--repair]',
  meaning: 'Compares stream, repository and every view of every wiki; --repair brings up what is behind.',
  example: 'check --repair',
  options: { ...hostOptions, repair: { type: 'boolean' } },
  run,
};

/** A wiki that is being written differs for a moment: only what stays is told. */
const PAUSES = [500, 1_500] as const;

const lasting = async (ask: AskHost, { id: wikiId }: KnownWiki, { sleep }: Surroundings): Promise<readonly Difference[]> => {
  const look = async (): Promise<readonly Difference[]> => ask('describe-wiki', { wikiId }).then(differencesOf, untold);
  let found = await look();
  for (const pause of PAUSES) {
    if (found.length === 0) return found;
    await sleep(pause);
    found = await look();
  }
  return found;
};

/** What the host cannot tell of a wiki is wrong with it; the other wikis are checked all the same. */
const untold = (error: unknown): readonly Difference[] => {
  if (!(error instanceof CommandFault)) throw error;
  return [{ place: 'wiki', problem: error.message }];
};

const repaired = async (ask: AskHost, wiki: KnownWiki, around: Surroundings): Promise<Checked> => {
  const before = await lasting(ask, wiki, around);
  if (before.length === 0) return { wiki: wiki.address, differences: [], repaired: [] };
  const failed = await ask('repair-wiki', { wikiId: wiki.id }).then(() => [], untold);
  const differences = [...failed, ...(await lasting(ask, wiki, around))];
  const places = new Set(differences.map(({ place }) => place));
  return { wiki: wiki.address, differences, repaired: before.filter(({ place }) => !places.has(place)) };
};

const reportText = (checked: readonly Checked[]): string => {
  const different = checked.filter(({ differences }) => differences.length > 0);
  const mended = checked.filter(({ repaired: once }) => once.length > 0);
  return [
    ...mended.flatMap(({ wiki, repaired: once }) => [`${wiki} is mended:`, ...once.map(lineOf)]),
    ...different.flatMap(({ wiki, differences }) => [`${wiki} differs:`, ...differences.map(lineOf), remedyOf(wiki, differences)]),
    `${checked.length} ${checked.length === 1 ? 'wiki' : 'wikis'} checked, ${different.length === 0 ? 'all agree' : `${different.length} with differences`}`,
    '',
  ].join('\n');
};

const lineOf = ({ place, problem }: Difference): string => `  ${place}: ${problem}`;

/** What catching up cannot mend, folding everything again can. */
const remedyOf = (wiki: string, differences: readonly Difference[]): string => {
  const behind = differences.some(({ problem, place }) => place === 'git' || problem.startsWith('it has change'));
  if (behind) return '  mend it with: npm run wikibot -- check --repair';
  const view = differences.find(({ place }) => /^[a-z]+\.(?!row$)/.test(place))?.place;
  return view === undefined ? '  see the log of the host' : `  mend it with: npm run wikibot -- replay --wiki ${wiki} --view ${view}`;
};
