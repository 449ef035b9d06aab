/** Puts user names on changes: facts carry account ids only. */
import { accountOf } from '@wikibot/contracts/define/actor';
import type { AccountId } from '@wikibot/contracts/define/ids';
import type { Change } from '@wikibot/contracts/requests/pages';
import type { Ports } from '../ports.ts';

export const namedChanges = async <C extends Change>({ names }: Pick<Ports, 'names'>, changes: readonly C[]): Promise<C[]> => {
  const accounts = [...new Set(changes.flatMap((change) => accountOf(change.actor) ?? []))];
  const known = new Map<AccountId, string | undefined>(
    await Promise.all(accounts.map(async (id): Promise<[AccountId, string | undefined]> => [id, await names.of(id)])),
  );
  return changes.map((change) => {
    const accountId = accountOf(change.actor);
    const author = accountId && known.get(accountId);
    return author === undefined ? change : { ...change, author };
  });
};
