import { streamOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { accessEnded, accessStream } from '@wikibot/contracts/facts/auth';
import type { Ports } from '../ports.ts';

/** Whether the wiki was deleted: then nobody gets a role on it again. */
export const accessHasEnded = async (wikiId: WikiId, { events }: Pick<Ports, 'events'>): Promise<boolean> => {
  const [last] = await events.latest(streamOf(accessStream, wikiId), 1);
  return last?.name === accessEnded.name;
};
