/** `status`: how a running host does. */
import type { DoorAnswer } from '@wikibot/contracts/http/operator';
import type { Command } from './command.ts';
import { EXIT, hostOptions, positionals } from './command.ts';
import { findOperatorDoor } from './find-host.ts';
import { bytesText } from './progress.ts';
import { durationText, tableText } from './table-text.ts';

type Health = DoorAnswer<'describe-health'>;

export const statusCommand: Command = {
  usage: '',
  meaning: 'Tells how a running host does: services, views and how fresh they are, queues, dead letters, sagas.',
  example: 'status',
  options: hostOptions,
  run: async (given, around) => {
    positionals(given);
    const ask = await findOperatorDoor(given, around);
    const health = await ask('describe-health', {});
    around.out(given.values['json'] ? `${JSON.stringify(health, null, 2)}\n` : healthText(health, around.now()));
    return EXIT.done;
  },
};

const chapter = (title: string, titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? `${title}: none\n` : `${title}\n${tableText(titles, rows).replace(/^(?=.)/gm, '  ')}`;

export const healthText = (health: Health, now: number): string => {
  const since = durationText(now - health.started);
  return [
    `wikibot of ${health.owner} at ${health.url}, process ${health.process}, for ${since}, ${bytesText(health.memory)} of memory\n`,
    chapter(
      'Views',
      ['view', 'median lag', 'slowest', 'of facts'],
      health.services.flatMap(({ views }) => views.map(viewRow)),
    ),
    chapter(
      'Queues with something waiting',
      ['subscriber', 'waiting', 'oldest due'],
      health.queues.map((queue) => [queue.subscriber, String(queue.waiting), dueText(queue.oldest, now)]),
    ),
    chapter(
      'Sagas under way',
      ['saga', 'since', 'at', 'id'],
      health.sagas.map((one) => [one.saga, durationText(now - one.started), one.at.join(', '), one.id]),
    ),
    health.deadLetters === 0 ? 'Dead letters: none\n' : `Dead letters: ${health.deadLetters} (see: npm run wikibot -- dead-letters)\n`,
  ].join('\n');
};

const viewRow = ({ name, facts, lag }: Health['services'][number]['views'][number]): string[] =>
  lag ? [name, durationText(lag.median), durationText(lag.slowest), String(facts)] : [name, '-', '-', '0'];

const dueText = (due: number, now: number): string => (due > now ? `in ${durationText(due - now)}` : `${durationText(now - due)} ago`);
