import type { DoorAnswer } from '@wikibot/contracts/http/operator';
import type { AskHost } from './admin-client.ts';
import { CommandFault } from './command.ts';

export type KnownWiki = DoorAnswer<'list-wikis'>['wikis'][number];

export async function* allWikis(ask: AskHost): AsyncIterable<KnownWiki> {
  for (let after: string | undefined; ;) {
    const { wikis, next } = await ask('list-wikis', after === undefined ? {} : { after });
    yield* wikis;
    if (next === undefined) return;
    after = next;
  }
}

/** The wiki that holds an address; one that failed to be set up only when no other does. */
export const wikiAt = async (ask: AskHost, address: string): Promise<KnownWiki> => {
  let found: KnownWiki | undefined;
  for await (const wiki of allWikis(ask)) if (wiki.address === address && (!found || wiki.status !== 'failed')) found = wiki;
  if (!found) throw new CommandFault(`there is no wiki ${address} on this machine`);
  return found;
};
