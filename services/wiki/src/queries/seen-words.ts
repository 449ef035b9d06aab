/** What authors say of their changes, for a reader who may not see all that those touched. */
import type { Change } from '@wikibot/contracts/requests/pages';
import { changesOf } from '@wikibot/platform/kernel/head-changes';
import { shownPath } from '../domain/shown-path.ts';
import type { Ports } from '../ports.ts';
import { moveAt } from '../views/commits.ts';
import type { Reader } from './reader.ts';

/** The words of a change that also touched something hidden may tell of that: then they are left out. */
export const seenWords = async <C extends Change>(ports: Ports, reader: Reader, changes: readonly C[]): Promise<readonly C[]> => {
  if (reader.seesAll) return changes;
  const seen: C[] = [];
  for (const change of changes) seen.push((await hidesSome(ports, reader, change)) ? { ...change, message: '' } : change);
  return seen;
};

const hidesSome = async (ports: Ports, { wikiId, maySee }: Reader, { sequence }: Change): Promise<boolean> => {
  const fact = await moveAt(ports, wikiId, sequence);
  return !fact || (await changesOf(fact, ports.payloads)).some(({ file }) => !maySee(shownPath(file)));
};
