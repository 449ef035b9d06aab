/** Whether something was done by whom a question is about. */
import type { Actor } from '@wikibot/contracts/define/actor';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { Ports } from '../ports.ts';

export interface AskedActor {
  /** An account, itself or through agents: its id or its user name. */
  readonly by?: string | undefined;
  readonly client?: string | undefined;
  readonly session?: string | undefined;
}

type Names = Pick<Ports, 'names'>;

export const isBy = async (ports: Names, actor: Actor, { by, client, session }: AskedActor): Promise<boolean> => {
  const agent = actor.kind === 'agent' ? actor : undefined;
  const isAgent = [
    [client, agent?.client],
    [session, agent?.session],
  ].every(([asked, told]) => asked === undefined || asked === told);
  return isAgent && (by === undefined || isFor(ports, actor, by));
};

const isFor = async ({ names }: Names, actor: Actor, by: string): Promise<boolean> => {
  const accountId = accountOf(actor);
  if (accountId === undefined) return false;
  return accountId === by || (await names.of(accountId))?.toLowerCase() === by.toLowerCase();
};
